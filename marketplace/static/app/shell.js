(function (n, d) {
  if (!n) return
  function one(id) { return d.getElementById(id) }
  function make(tag, kind, text) {
    var made = d.createElement(tag)
    made.className = kind
    made.textContent = text || ''
    return made
  }
  function tell(said) {
    n.ready.then(function (r) {
      var c = new MessageChannel
      c.port1.onmessage = function (e) { show(e.data) }
      r.active.postMessage(said, [c.port2])
    }).catch(function () {})
  }
  function card(code) { return code && d.querySelector('#board [data-code="' + code + '"]') }
  function show(all) {
    var rows = one('rows'), door = one('door')
    rows.textContent = ''
    all.rows.slice(-6).forEach(function (row) {
      var made = one('t-' + row.state).cloneNode(true), from = card(row.code)
      made.removeAttribute('id')
      if (from) made.insertBefore(from.querySelector('svg').cloneNode(true), made.firstChild)
      if (from && row.state === 'help') made.href = from.href
      rows.appendChild(made)
    })
    door.hidden = !(all.rows.length || Object.keys(all.needs).length)
    all.rows.forEach(function (row) { if (card(row.code)) card(row.code).onclick = null })
    Object.keys(all.needs).forEach(function (code) {
      var at = card(code) || add(code, all.needs[code])
      at.onclick = function () { return ask(code, all.needs[code], at) }
    })
  }
  function add(code, need) {
    var at = make('a', 'card'), lines = make('div', ''), board = one('board')
    at.href = '/s/needs/' + code
    at.setAttribute('data-code', code)
    at.innerHTML = need.picture
    need.lines.forEach(function (line, i) { lines.appendChild(make(i ? 'i' : 'b', '', line)) })
    at.appendChild(lines)
    board.insertBefore(at, board.firstChild)
    if (board.children.length > 6) board.removeChild(board.lastElementChild)
    return at
  }
  function ask(code, need, at) {
    var line = one('sums')
    line.textContent = ''
    one('what').textContent = ''
    one('what').appendChild(at.querySelector('svg').cloneNode(true))
    one('what').appendChild(at.querySelector('b').cloneNode(true))
    need.sums.forEach(function (sum, i) {
      var made = make('button', 'tile yes'), cash = make('span', 'cash')
      made.appendChild(make('b', '', sum.text))
      sum.pieces.forEach(function (piece) { cash.appendChild(make('u', piece)) })
      made.appendChild(cash)
      made.appendChild(make('b', 'money', sum.money))
      made.onclick = function () { tell({ ask: 'answer', code: code, at: i }); turn(false) }
      line.appendChild(made)
    })
    return turn(true)
  }
  function turn(asking) {
    one('ask').hidden = !asking
    one('board').hidden = one('rows').hidden = asking
    scrollTo(0, 0)
    return false
  }
  one('no').onclick = function () { turn(false) }
  one('door').onclick = function () { tell({ ask: 'leave' }); turn(false) }
  addEventListener('online', function () { tell({ seat: 1 }) })
  tell(navigator.onLine ? { seat: 1 } : {})
})(navigator.serviceWorker, document)
