// Where the words of the open page stand: inside their boxes (rule 32), and each word on one line.
// A word that is too long for its line may break at a soft hyphen of its own and nowhere else.
() => {
  const found = [], range = document.createRange();
  const lines = () => [...range.getClientRects()].filter(r => r.width > 1);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const n = texts.currentNode, e = n.parentElement;
    if (!n.nodeValue.trim() || e.closest('.vh,svg,style,script,[hidden]')) continue;
    const box = e.closest('a,button,li,.card,header,p,main,footer').getBoundingClientRect();
    range.selectNodeContents(n);
    if (lines().some(r => r.left < box.left - .5 || r.right > box.right + .5)) found.push(`32 sticks out: ${n.nodeValue.trim().slice(0, 30)}`);
    const line = at => { range.setStart(n, at); range.setEnd(n, at + 1); const r = lines().pop(); return r && Math.round(r.top); };
    for (const word of n.nodeValue.matchAll(/[\p{L}\p{M}\u200c\u200d'’]+/gu)) {
      const first = line(word.index);
      let at = word.index + word[0].length - 1, last = line(at);
      while (last === undefined && --at > word.index) last = line(at);  // a mark has no width of its own
      if (first !== undefined && last !== undefined && last !== first) found.push(`32 cut word: ${word[0]}`);
    }
  }
  return found;
}
