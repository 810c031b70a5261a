// What a thumb and an eye meet on the open page: rules 21, 32 and 33 of the supplier's screens.
(wide) => {
  const need = wide < 300 ? 48 : 64, target = wide < 300 ? 48 : 56, found = [];
  const shown = e => { const r = e.getBoundingClientRect(), s = getComputedStyle(e);
    return r.width > 1 && r.height > 1 && r.right > 0 && s.visibility !== 'hidden' && s.display !== 'none'; };
  const name = e => e.tagName.toLowerCase() + '.' + (e.getAttribute('class') || '') + ' ' + (e.textContent || '').trim().slice(0, 24);
  const acts = [...document.querySelectorAll('a,button,input:not([type=hidden])')].filter(e => shown(e) && !e.closest('.vh'));
  for (const e of acts) {
    const r = e.getBoundingClientRect();
    if (r.height < target - .5 || r.width < target - .5) found.push(`33 target ${Math.round(r.width)}x${Math.round(r.height)}: ${name(e)}`);
    for (const p of e.querySelectorAll('svg.pic')) {
      const w = p.getBoundingClientRect().width;
      if (w < need - .5 && !p.closest('.pile')) found.push(`21 picture ${Math.round(w)}: ${name(e)}`);
    }
  }
  for (let i = 0; i < acts.length; i++) for (let j = i + 1; j < acts.length; j++) {
    const a = acts[i].getBoundingClientRect(), b = acts[j].getBoundingClientRect();
    const x = Math.max(a.left, b.left) - Math.min(a.right, b.right), y = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
    if (x < 7.5 && y < 7.5) found.push(`33 apart ${Math.round(x)},${Math.round(y)}: ${name(acts[i])} | ${name(acts[j])}`);
  }
  const lum = c => { const v = c.match(/[\d.]+/g).slice(0, 3).map(n => { n /= 255; return n <= .03928 ? n / 12.92 : ((n + .055) / 1.055) ** 2.4; });
    return .2126 * v[0] + .7152 * v[1] + .0722 * v[2]; };
  const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (c !== 'rgba(0, 0, 0, 0)' && c !== 'transparent') return c; } return 'rgb(255,255,255)'; };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const n = walk.currentNode, e = n.parentElement;
    if (!n.nodeValue.trim() || !shown(e) || e.closest('.vh,svg,style,script')) continue;
    const s = getComputedStyle(e), size = parseFloat(s.fontSize);
    if (size < 18) found.push(`33 text ${size}: ${n.nodeValue.trim().slice(0, 30)}`);
    const a = lum(s.color), b = lum(ground(e)), ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 7) found.push(`33 contrast ${ratio.toFixed(1)}: ${n.nodeValue.trim().slice(0, 30)}`);
  }
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) found.push('32 sideways');
  return found;
}
