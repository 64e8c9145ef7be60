// Does a monitor mark every node by its settings?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'

import { HashRing, HealthMonitor } from 'ringwise'

import { eager, next, scripted, until } from './monitors.mjs'

/** @typedef {import('ringwise').MonitorSettings} MonitorSettings */
/** @typedef {import('ringwise').Health} Health */

test('each setting is read once: what is judged is what is used', async () => {
  /** @type {string[]} */
  const read = []
  const given = { probe: () => false, onChange: () => {}, intervalMs: 1, timeoutMs: 60_000, rise: 1, fall: 1, jitter: 0, concurrency: 1 }
  const settings = /** @type {MonitorSettings} */ ({ addresses: null })
  for (const [name, value] of Object.entries(given)) {
    Object.defineProperty(settings, name, { enumerable: true, get: () => (read.push(name), value) })
  }
  const monitor = new HealthMonitor(new HashRing(['a']), settings)
  const down = next(monitor, 'down')
  monitor.start()
  assert.equal((await down)[0], 'a')
  await monitor.stop()
  assert.deepEqual(read, Object.keys(given))
})

test('a node falls and rises at its thresholds', async () => {
  const ring = new HashRing(['a'])
  const { probe } = scripted('--+---+-++')
  /** @type {Array<[string, Health]>} */
  const changes = []
  const monitor = eager(ring, { probe, fall: 3, rise: 2, onChange: (...change) => changes.push(change) })
  assert.equal(monitor.running, false)
  assert.equal(inspect(monitor), 'HealthMonitor(stopped)')
  assert.equal(monitor.start(), monitor)
  assert.equal(monitor.start(), monitor) // which it does already
  assert.equal(monitor.running, true)
  assert.equal(inspect(monitor), 'HealthMonitor(running)')
  // The third failure in a row is the sixth probe.
  const [node, down] = await next(monitor, 'down')
  assert.deepEqual([node, down.healthy, down.reason], ['a', false, 'failure 6'])
  const [, up] = await next(monitor, 'up')
  assert.deepEqual([up.healthy, up.reason], [true, 'it answers again'])
  assert(up.since instanceof Date && up.since.getTime() >= down.since.getTime())
  assert.deepEqual(ring.health().get('a'), up)
  assert.deepEqual(await monitor.stop(), [])
  assert.equal(monitor.running, false)
  assert.deepEqual(changes, [
    ['a', down],
    ['a', up],
  ])
})

test('flapping below the thresholds changes nothing', async () => {
  const ring = new HashRing(['a'])
  const { probe, calls } = scripted('--+--+-+--+--+--+-+--+')
  /** @type {string[]} */
  const changes = []
  const monitor = eager(ring, { probe, fall: 3, rise: 2, onChange: (node) => changes.push(node) }).start()
  await until(() => calls.count > 25)
  await monitor.stop()
  assert.deepEqual(changes, [])
  assert.equal(ring.isHealthy('a'), true)
})

test('members come and go while it runs', async () => {
  const ring = new HashRing(['a'])
  const monitor = eager(ring, { probe: (node) => node !== 'b' }).start()
  ring.addNode('b')
  assert.equal((await next(monitor, 'down'))[0], 'b')
  ring.removeNode('b')
  ring.addNode('b') // starts healthy, and is found down again
  assert.equal((await next(monitor, 'down'))[0], 'b')
  await monitor.stop()
})

test('two monitors of one ring leave each other alone', async () => {
  const ring = new HashRing(['a'])
  const [bad, good] = [eager(ring, { probe: () => false }), eager(ring, { probe: () => true })]
  bad.start()
  await next(bad, 'down')
  assert.deepEqual(await bad.stop(), [])
  good.start()
  await next(good, 'up')
  await good.stop()
})
