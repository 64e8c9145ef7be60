// Which probes succeed, which fail, and how are they called?
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { test } from 'node:test'

import { HashRing } from 'ringwise'

import { eager, next, raise, until } from './monitors.mjs'

/** @type {Array<[string, (node: string) => unknown, string]>} */
const failures = [
  ['returns false', () => false, 'the probe returned false'],
  ['resolves to false', async () => false, 'the probe returned false'],
  ['throws', () => raise(new Error('mine')), 'mine'],
  ['rejects', async () => raise(new Error('mine')), 'mine'],
  [
    'is a thenable that rejects',
    () => ({ then: (/** @type {unknown} */ _, /** @type {(error: Error) => void} */ reject) => reject(new Error('mine')) }),
    'mine',
  ],
  ['throws an error without a message', () => raise(Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })), 'ECONNREFUSED'],
  ['throws an error with nothing but its name', () => raise(new RangeError()), 'RangeError'],
  ['throws a string', () => raise('mine'), 'mine'],
  ['throws undefined', () => raise(undefined), 'undefined'],
  ['throws a symbol', () => raise(Symbol('mine')), 'Symbol(mine)'],
  ['throws an object', () => raise({ mine: 1 }), '{ mine: 1 }'],
  [
    'throws what cannot be shown',
    () =>
      raise({
        get message() {
          return raise(new Error())
        },
      }),
    'the thrown value cannot be shown',
  ],
  ['throws half a character', () => raise('\ud800'), '\ufffd'],
]

for (const [what, probe, reason] of failures) {
  test(`a probe that ${what} has failed, and says why`, async () => {
    const ring = new HashRing(['a'])
    const monitor = eager(ring, { probe }).start()
    const [node, health] = await next(monitor, 'down')
    assert.deepEqual([node, health.reason], ['a', reason])
    assert.deepEqual(await monitor.stop(), [])
  })
}

test('what a probe returns is a success, unless it is false', async () => {
  const outcomes = [undefined, true, null, 0, '', NaN, Promise.resolve(), Promise.resolve(1)]
  const ring = new HashRing(outcomes.map((_, i) => `${i}`))
  for (const node of ring) ring.markNodeUnhealthy(node)
  const monitor = eager(ring, { probe: (node) => outcomes[Number(node)] }).start()
  await until(() => [...ring].every((node) => ring.isHealthy(node)))
  await monitor.stop()
})

test('a probe gets the name of its node, and no this', async () => {
  const ring = new HashRing(['é', '\0'])
  /** @type {Set<string>} */
  const asked = new Set()
  /** @type {unknown[]} */
  const receivers = []
  const monitor = eager(ring, {
    /** @this {unknown} */
    probe: function (...all) {
      receivers.push(this)
      asked.add(JSON.stringify(all))
    },
  }).start()
  await until(() => asked.size === 2)
  await monitor.stop()
  assert.deepEqual(asked, new Set(['["é"]', '["\\u0000"]']))
  assert(receivers.every((receiver) => receiver === undefined))
})

test('a promise that never settles is a failure, delays no other, and is not asked for again until it does', async () => {
  const ring = new HashRing(['good', 'hung'])
  /** @type {{ [node: string]: number }} */
  const asked = { good: 0, hung: 0 }
  /** @type {(value: unknown) => void} */
  let settle = () => {}
  const hung = new Promise((resolve) => (settle = resolve))
  const probe = (/** @type {string} */ node) => {
    asked[node] = Number(asked[node]) + 1
    return node === 'hung' ? hung : undefined
  }
  const monitor = eager(ring, { probe, timeoutMs: 20, fall: 1, rise: 1, concurrency: 1 })
  // On a busy machine the other probe may be late too.
  const down = new Promise((resolve) => monitor.on('down', (node, { reason }) => node === 'hung' && resolve(reason)))
  monitor.start()
  assert.equal(await down, 'no answer within 20ms')
  const before = Number(asked['good'])
  await until(() => Number(asked['good']) > before + 100)
  assert.equal(asked['hung'], 1)
  const up = new Promise((resolve) => monitor.on('up', (node) => node === 'hung' && resolve(node)))
  settle(true)
  await up
  assert(Number(asked['hung']) > 1)
  await monitor.stop()
})

test('the built-in probe connects', async () => {
  const server = createServer((socket) => socket.end())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  const ring = new HashRing([`127.0.0.1:${port}`, 'named'])
  const both = () => [...ring].map((node) => ring.isHealthy(node))
  const monitor = eager(ring, { addresses: { named: `localhost:${port}` } }).start()
  let connections = 0
  server.on('connection', () => connections++)
  await until(() => connections > 20)
  assert.deepEqual(both(), [true, true])
  server.close()
  await until(() => both().every((healthy) => !healthy))
  assert.match(String(ring.health().get('named')?.reason), /refused/)
  assert.equal(ring.getNodeWithFallback('foo'), null)
  server.listen(port, '127.0.0.1')
  await until(() => both().every((healthy) => healthy))
  assert.deepEqual(await monitor.stop(), [])
  server.close()
})
