// Whether the whole style sheet would show the open page otherwise than the rules it was sent.
(whole) => {
  const all = [...document.querySelectorAll('body, body *:not(script):not(symbol *)')];
  const look = () => all.map(e => { const r = e.getBoundingClientRect(), s = getComputedStyle(e);
    return [r.x, r.y, r.width, r.height, s.display, s.color, s.backgroundColor, s.borderTopColor,
            s.borderTopStyle, s.fontSize, s.fontWeight, s.textAlign].join(' '); });
  const before = look(), sheet = new CSSStyleSheet();
  sheet.replaceSync(whole);
  document.styleSheets[0].disabled = true;
  document.adoptedStyleSheets = [sheet];
  const after = look();
  document.adoptedStyleSheets = [];
  document.styleSheets[0].disabled = false;
  return all.filter((_, n) => before[n] !== after[n]).map((e, n) =>
    `${e.tagName} ${e.getAttribute('class')} is shown otherwise by the whole sheet`);
}
