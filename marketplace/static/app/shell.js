(function (n, d) {
  if (!n) return
  var asked = /^\/s\/needs\/([A-Z0-9]{6})/i.exec(location.pathname), board = one('board')
  function one(id) { return d.getElementById(id) }
  function make(tag, kind, text) {
    var made = d.createElement(tag)
    made.className = kind
    made.textContent = text || ''
    return made
  }
  function copy(id, act) {
    var made = one(id).cloneNode(true)
    made.removeAttribute('id')
    made.onclick = act
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
    var rows = one('rows')
    rows.textContent = ''
    all.rows.slice(-6).forEach(function (row) {
      var made = copy('t-' + row.state), from = card(row.code)
      if (from) made.insertBefore(from.querySelector('svg').cloneNode(true), made.firstChild)
      if (row.code && row.state === 'help') made.href = '/s/needs/' + row.code
      rows.appendChild(made)
    })
    one('door').hidden = !all.open && !all.rows.length
    Object.keys(all.needs).forEach(function (code) {
      var at = card(code) || add(code, all.needs[code])
      at.onclick = function () { return ask(all, code, at) }
    })
    ;[].forEach.call(board.children, function (at) {
      var mark = at.querySelector('span'), code = at.getAttribute('data-code')
      if (mark) at.removeChild(mark)
      if (!code || all.needs[code]) return
      at.onclick = null
      if (all.open) at.appendChild(copy('t-off'))
    })
    if (asked && card(asked[1]) && all.needs[asked[1]]) card(asked[1]).onclick()
    asked = 0
  }
  function add(code, need) {
    var at = make('a', 'card'), lines = make('div', '')
    at.href = '/s/needs/' + code
    at.setAttribute('data-code', code)
    at.innerHTML = need.picture
    need.lines.forEach(function (line, i) { lines.appendChild(make(i ? 'i' : 'b', '', line)) })
    at.appendChild(lines)
    board.insertBefore(at, board.firstChild)
    if (board.children.length > 6) board.removeChild(board.lastElementChild)
    return at
  }
  function pile(pieces, text, at) {
    var cash = make('span', 'cash')
    pieces.slice(0, 9).forEach(function (piece) { cash.appendChild(make('u', piece)) })
    at.appendChild(cash)
    at.appendChild(make('b', 'money', text))
    return at
  }
  function ask(all, code, at) {
    var need = all.needs[code], line = one('sums')
    line.textContent = one('what').textContent = ''
    one('what').appendChild(at.querySelector('svg').cloneNode(true))
    one('what').appendChild(at.querySelector('b').cloneNode(true))
    need.sums.forEach(function (sum, i) {
      var made = make('button', 'tile yes')
      made.appendChild(make('b', '', sum.text))
      if (need.price) pile(sum.pieces, sum.money, made)
      made.onclick = function () {
        if (!need.price) return count(all.cash[need.cash], 0, { ask: 'answer', code: code, at: i })
        tell({ ask: 'answer', code: code, at: i })
        turn(false)
      }
      line.appendChild(made)
    })
    return turn(true)
  }
  function count(cash, total, said) {
    var line = one('sums'), left = total, lies = []
    line.textContent = ''
    cash.faces.forEach(function (face) {
      for (; left >= face[0]; left -= face[0]) lies.push(face[1])
    })
    if (total) {
      line.appendChild(pile(lies, numeral(cash, total), make('p', 'row')))
      line.appendChild(copy('t-go', function () { said.total = total; tell(said); turn(false) }))
      line.appendChild(copy('t-clear', function () { count(cash, 0, said) }))
    }
    line.insertBefore(copy('t-tap'), line.firstChild)
    cash.faces.forEach(function (face) {
      line.appendChild(pile([face[1]], face[2], make('button', 'tile'))).onclick = function () {
        count(cash, total + face[0] > cash.most ? total : total + face[0], said)
      }
    })
    scrollTo(0, 0)
  }
  // A sum in her language's own digits and marks, by the pattern of a long number
  function numeral(cash, total) {
    var left = Math.floor(total / cash.per), like = cash.like, at = like.length, text = ''
    while (left || !text) {
      if (cash.digits.indexOf(like.charAt(--at)) < 0) text = like.charAt(at) + text
      else { text = cash.digits.charAt(left % 10) + text; left = Math.floor(left / 10) }
    }
    return text
  }
  function turn(asking) {
    one('ask').hidden = !asking
    board.hidden = one('rows').hidden = asking
    one('off').hidden = true
    scrollTo(0, 0)
    return false
  }
  one('no').onclick = function () { turn(false) }
  one('door').onclick = function () { tell({ ask: 'leave' }); turn(false) }
  one('off').hidden = /^\/s\/(app|needs)?$/.test(location.pathname)
  addEventListener('online', function () { tell({ seat: 1 }) })
  tell(navigator.onLine ? { seat: 1 } : {})
})(navigator.serviceWorker, document)
