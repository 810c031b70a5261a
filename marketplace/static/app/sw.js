// Without a signal: the last board, and answers that wait. Nothing personal is ever cached; what
// waits lies in one small store, bound to its person, and goes when the person changes.
var SHELL = 'shell-2', VERSION = 2, IDLE = 6e5, OLD = 6e5, DAY = 864e5, MOST = 12, TRIES = 5
var RIGHT = /^\/s\/needs\/([A-Za-z0-9]{6})\/right$/, turn = Promise.resolve()

function store(mode, act) {
  return new Promise(function (ok, no) {
    var asked = indexedDB.open('mkeka', 1)
    asked.onupgradeneeded = function () { asked.result.createObjectStore('kept') }
    asked.onerror = no
    asked.onsuccess = function () {
      var db = asked.result, deal = db.transaction('kept', mode), got = act(deal.objectStore('kept'))
      deal.oncomplete = function () { db.close(); ok(got.result) }
      deal.onerror = no
    }
  })
}
function get(key) { return store('readonly', function (kept) { return kept.get(key) }) }
function put(key, value) {
  return store('readwrite', function (kept) { return kept.put(value, key) })
}
function wipe() { return store('readwrite', function (kept) { return kept.clear() }) }
function nothing() {}
function whole(row) {
  return row && /^[A-Z0-9]{6}$/.test(row.code) && /^[\w-]{8,64}$/.test(row.key) &&
    row.quantity > 0 && row.price > 0 && row.owner && typeof row.owner === 'string' &&
    !(Date.now() - row.sent > DAY)
}
function queue() {
  return get('queue').then(function (rows) {
    return Array.isArray(rows) ? rows.filter(whole).slice(-MOST) : []
  })
}
function ticket() {
  return get('ticket').then(function (t) { return t && t.v === VERSION && t.needs ? t : null })
}
function live(t) { return t && Date.now() < t.until && Date.now() - t.seen < IDLE }
function form(fields) { return new URLSearchParams(fields).toString() }
function post(address, fields, onward) {
  return fetch(address, {
    method: 'POST', credentials: 'same-origin', redirect: onward, body: form(fields),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' }
  })
}
function shell(address) {
  return caches.open(SHELL).then(function (cache) {
    return cache.match('/s/app').then(function (old) {
      var at = old && Date.parse(old.headers.get('Date'))
      if (at && Date.now() - at < OLD && old.headers.get('X-From') === address) return 0
      return fetch(address, { credentials: 'omit' }).then(function (fresh) {
        if (!fresh.ok || fresh.redirected) return 0
        return fresh.text().then(function (text) {
          return cache.put('/s/app', new Response(text, { headers: {
            'Content-Type': 'text/html; charset=utf-8', 'X-From': address,
            'Content-Security-Policy': fresh.headers.get('Content-Security-Policy'),
            'Date': new Date().toUTCString()
          } }))
        })
      })
    })
  })
}
function seat() {
  return left().then(function () {  // who left without a signal is gone before anything else
    return fetch('/s/ticket', { credentials: 'same-origin' })
  }).then(function (answer) {
    return /json/.test(answer.headers.get('Content-Type')) ? answer.json() : null
  }).then(function (fresh) {
    if (!fresh || !fresh.owner) return lock()
    return ticket().then(function (old) {
      return old && old.owner === fresh.owner ? 0 : wipe()
    }).then(function () { fresh.seen = Date.now()
      fresh.until = fresh.seen + fresh.seconds * 1000
      return put('ticket', fresh).then(function () { return true }) })
  })
}
function lock() {
  return ticket().then(function (t) {
    if (t) { t.seen = 0; return put('ticket', t) }
  })
}
function keep(row) {
  return queue().then(function (rows) { return put('queue', rows.concat(row).slice(-MOST)) })
    .then(function () { return self.registration.sync && self.registration.sync.register('q') })
    .catch(function () {})
}
function answer(m) {
  return ticket().then(function (t) {
    var need = live(t) && t.needs[m.code], chosen = need && need.sums[m.at], price
    if (!chosen) return 0
    price = need.price || Math.floor((2 * m.total + chosen.quantity) / (2 * chosen.quantity))
    if (!(price > 0)) return 0
    t.seen = Date.now()
    delete t.needs[m.code]
    return put('ticket', t).then(function () {
      return keep({ code: m.code, key: crypto.getRandomValues(new Uint32Array(4)).join('-'),
        quantity: chosen.quantity, price: price, bringing: 'bring', owner: t.owner,
        state: 'waiting' })
    })
  })
}
function send(row, t) {
  return post('/s/needs/' + row.code + '/right', {
    csrf: t.csrf, key: row.key, quantity: row.quantity, price: row.price, bringing: row.bringing,
    far: row.far || '', start: row.start || ''
  }, 'follow').then(function (r) {
    var path = new URL(r.url).pathname
    row.tries = (row.tries || 0) + 1
    if (/^\/s\/offers\/./.test(path)) { row.state = 'sent'; row.sent = Date.now() }
    else if (/^\/s\/(code|who)/.test(path) || r.status >= 500) row.state = 'waiting'
    else if (r.status !== 400 || row.tries >= TRIES) row.state = 'help'
  })
}
function flush() {
  return Promise.all([ticket(), queue()]).then(function (both) {
    var t = both[0], hers = both[1].filter(function (row) { return t && row.owner === t.owner })
    return hers.reduce(function (before, row) {
      return before.then(function () { return row.state === 'waiting' ? send(row, t) : 0 })
    }, Promise.resolve()).catch(function () {}).then(function () { return put('queue', hers) })
  })
}
function open(seated) { return seated === true ? flush() : 0 }
// Her leave goes out before any page comes in: no page is shown while it cannot be said. The
// answer may tear this store away, and a full phone may have none: neither stops the page.
function left() {
  return get('left').catch(nothing).then(function (csrf) {
    return csrf && post('/s/leave', { csrf: csrf }, 'manual').then(function (r) {
      if (r.status >= 500) throw r
      return put('left', 0).catch(nothing)
    })
  })
}
function leave() {
  return ticket().then(function (t) {
    return wipe().then(function () { return t && put('left', t.csrf) })
  }).then(left)
}
function told() {
  return Promise.all([ticket(), queue()]).then(function (both) {
    var open = live(both[0])
    return {
      open: !!open, needs: open ? both[0].needs : {}, cash: open && both[0].cash,
      waits: both[1].some(function (row) { return row.state !== 'sent' }),
      rows: both[1].map(function (row) {
        return open ? { code: row.code, state: row.state } : { state: row.state }
      })
    }
  })
}
function board() {
  return caches.match('/s/app').then(function (kept) { return kept || Response.error() })
}
function hear(m) {
  if (m.ask === 'answer') return answer(m).then(flush)
  if (m.ask === 'leave') return leave()
  return Promise.resolve(m.shell && shell(m.shell)).then(function () {
    return m.seat ? seat() : m.seat === 0 ? lock() : 0
  }).then(open)
}

self.addEventListener('install', function () { self.skipWaiting() })
self.addEventListener('activate', function (e) {
  e.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.map(function (n) { return n === SHELL || caches.delete(n) }))
  }).then(function () { return self.clients.claim() }))
})
self.addEventListener('sync', function (e) { e.waitUntil(seat().then(open)) })
self.addEventListener('message', function (e) {
  turn = turn.then(function () { return hear(e.data || {}) }).catch(function () {}).then(told)
    .then(function (all) { (e.ports[0] || e.source).postMessage(all) }).catch(function () {})
  e.waitUntil(turn)
})
self.addEventListener('fetch', function (e) {
  var asked = e.request, path = new URL(asked.url).pathname, right = path.match(RIGHT), copy
  if (asked.mode !== 'navigate' || path.indexOf('/s/')) return
  if (asked.method === 'GET') {
    e.respondWith(left().then(function () { return fetch(asked) }).catch(board))
  } else if (right) {
    copy = asked.clone()
    e.respondWith(fetch(asked).catch(function () {
      return Promise.all([copy.text(), ticket()]).then(function (both) {
        var said = new URLSearchParams(both[0]), row = { code: right[1].toUpperCase(),
          state: 'waiting', owner: both[1] && both[1].owner }
        said.forEach(function (value, name) { if (name !== 'csrf') row[name] = value })
        return whole(row) ? keep(row) : 0
      }).then(function () { return Response.redirect('/s/app', 303) })
    }))
  } else if (path === '/s/leave') {
    e.respondWith(fetch(asked).then(function (answer) {
      return wipe().catch(nothing).then(function () { return answer })
    }, function () { return leave().catch(board).then(board) }))
  }
})
