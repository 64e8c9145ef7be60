// Does a stop end all that a monitor does, and nothing else?
import assert from 'node:assert/strict'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'

import { HashRing } from 'ringwise'

import { eager, until } from './monitors.mjs'
import { threads } from './threads.mjs'

test('stop leaves what hangs, names it, and asks for no more', async () => {
  const ring = new HashRing(['a', 'hung', 'late'])
  let asked = 0
  const probe = (/** @type {string} */ node) => {
    asked += 1
    return node === 'a' ? undefined : new Promise(() => {})
  }
  const monitor = eager(ring, { probe, timeoutMs: 200, fall: 1 }).start()
  await until(() => !ring.isHealthy('hung') && !ring.isHealthy('late'))
  const stopped = monitor.stop()
  assert.equal(monitor.running, false)
  assert.deepEqual(await Promise.all([stopped, monitor.stop()]), [
    ['hung', 'late'],
    ['hung', 'late'],
  ])
  assert.deepEqual(await monitor.stop(), [])
  await until(() => threads() === 0)
  const before = asked
  await sleep(50)
  assert.equal(asked, before)
  // Marks stay, and the monitor can start again.
  assert.deepEqual([ring.isHealthy('a'), ring.isHealthy('hung')], [true, false])
  monitor.start()
  await until(() => asked > before + 10)
  assert.deepEqual(await monitor.stop(), ['hung', 'late'])
})

test('a monitor that is stopping may be started again', async () => {
  const ring = new HashRing(['a'])
  /** @type {Array<() => void>} */
  const pending = []
  const monitor = eager(ring, { probe: () => new Promise((resolve) => pending.push(() => resolve(true))) }).start()
  await until(() => pending.length === 1)
  const first = monitor.stop()
  monitor.start()
  await until(() => pending.length === 2)
  const second = monitor.stop()
  assert.equal(monitor.running, false)
  for (const settle of pending) settle()
  assert.deepEqual(await Promise.all([first, second]), [[], []])
})

test('the event loop runs while a stop waits', async () => {
  const ring = new HashRing(['a'])
  /** @type {(value: unknown) => void} */
  let settle = () => {}
  const monitor = eager(ring, { probe: () => new Promise((resolve) => (settle = resolve)) }).start()
  const nothing = settle
  await until(() => settle !== nothing)
  const stopped = monitor.stop()
  // If the loop were blocked, this would never settle.
  for (let turn = 0; turn < 100; turn++) await setImmediate()
  settle(true)
  assert.deepEqual(await stopped, [])
})

test('closing a ring stops its monitors', async () => {
  const ring = new HashRing(['a'])
  let asked = 0
  const monitor = eager(ring, { probe: () => void asked++ }).start()
  await until(() => asked > 0)
  ring.close()
  assert.equal(monitor.running, false)
  assert.deepEqual(await monitor.stop(), [])
  const before = asked
  await sleep(20)
  assert.equal(asked, before)
  assert.throws(() => monitor.start(), { code: 'CLOSED' })
})

test('it is disposed of by stopping it', async () => {
  const monitor = eager(new HashRing(['a']), { probe: () => true }).start()
  await monitor[Symbol.asyncDispose]()
  assert.equal(monitor.running, false)
  monitor.start()
  monitor[Symbol.dispose]()
  assert.equal(monitor.running, false)
  assert.deepEqual(await monitor.stop(), [])
})

test('a thousand starts and stops leave nothing', async () => {
  const ring = new HashRing(['a', 'b', 'c'])
  for (let round = 0; round < 1000; round++) {
    const monitor = eager(ring, { probe: () => true }).start()
    assert.deepEqual(await monitor.stop(), [])
  }
  await until(() => threads() === 0)
})
