// Where the words of the open page stand: inside their boxes (rule 32), and each word on one line.
// A word that is too long for its line may break at a soft hyphen of its own and nowhere else; a
// number stands beside its own word, whichever way a name before it is written.
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
    const box_of = (from, to) => { range.setStart(n, from); range.setEnd(n, to); return lines().pop(); };
    for (const m of n.nodeValue.matchAll(/\d[\d.,]*[ \u00a0]+(?=\p{L})/gu)) {
      const end = m.index + m[0].length, a = box_of(m.index, m.index + m[0].trimEnd().length), b = box_of(end, end + 1);
      if (a && b && Math.abs(a.top - b.top) < 9 && Math.max(a.left, b.left) - Math.min(a.right, b.right) > parseFloat(getComputedStyle(e).fontSize)) found.push(`32 torn number: ${m[0]}`);
    }
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
