// What do listeners get, and what may they do?
import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'

import { HashRing, HealthMonitor } from 'ringwise'

import { eager, next, nextWarning, raise, scripted, until } from './monitors.mjs'

test('it is an event emitter', async () => {
  const monitor = eager(new HashRing(['a']), { probe: () => false })
  assert(monitor instanceof EventEmitter)
  /** @type {string[]} */
  const heard = []
  monitor.on('change', () => heard.push('change')).once('down', () => heard.push('down'))
  monitor.start()
  await next(monitor, 'down')
  assert.deepEqual(heard, ['change', 'down'])
  await monitor.stop()
})

for (const [what, fail] of /** @type {Array<[string, () => unknown]>} */ ([
  ['throws', () => raise(new Error('mine'))],
  ['rejects', async () => raise(new Error('mine'))],
])) {
  test(`a listener that ${what} is an error event, and no end`, async () => {
    const ring = new HashRing(['a', 'b'])
    const monitor = eager(ring, { probe: () => false, onChange: fail })
    /** @type {unknown[]} */
    const errors = []
    monitor.on('error', (error) => errors.push(/** @type {Error} */ (error).message))
    /** @type {string[]} */
    const down = []
    monitor.on('down', (node) => down.push(node)).start()
    await until(() => errors.length === 2)
    assert.deepEqual(errors, ['mine', 'mine'])
    assert.deepEqual(down.sort(), ['a', 'b'])
    assert.equal(monitor.running, true)
    await monitor.stop()
  })

  test(`a listener that ${what} is a warning where nobody listens for errors, and no end`, async () => {
    const ring = new HashRing(['a'])
    const monitor = eager(ring, { probe: scripted('---+').probe })
    monitor.on('down', fail)
    const warned = nextWarning()
    monitor.start()
    const warning = await warned
    assert.deepEqual([warning.name, warning.message], ['RingwiseWarning', 'a listener of a health monitor failed: mine'])
    assert.match(warning.detail, /^Error: mine\n {4}at /)
    await next(monitor, 'up')
    await monitor.stop()
  })

  test(`a listener for errors that ${what} is a warning, and no end`, async () => {
    const ring = new HashRing(['a'])
    const monitor = eager(ring, { probe: scripted('---+').probe, onChange: () => raise(new Error('first')) })
    monitor.on('error', fail)
    const warned = nextWarning()
    monitor.start()
    const warning = await warned
    assert.equal(warning.message, 'a listener of a health monitor failed: mine')
    await until(() => ring.isHealthy('a'))
    await monitor.stop()
  })
}

/** The actions of a callback on its own ring and monitor.
 * @type {Array<[string, (ring: HashRing, monitor: HealthMonitor) => void]>} */
const acts = [
  ['close the ring', (ring) => ring.close()],
  ['remove the node', (ring) => ring.removeNode('a')],
  ['mark the node', (ring) => ring.markNodeHealthy('a')],
  ['stop the monitor', (_, monitor) => void monitor.stop()],
]

for (const [what, act] of acts) {
  test(`a probe and a listener may ${what}`, async () => {
    const [first, second] = [new HashRing(['a']), new HashRing(['a'])]
    let acted = false
    const probing = eager(first, {
      probe: () => {
        if (acted) return
        acted = true
        act(first, probing)
      },
    }).start()
    await until(() => acted)
    const listening = eager(second, { probe: () => false })
    listening.on('down', () => act(second, listening)).start()
    await next(listening, 'down')
    assert.deepEqual([await probing.stop(), await listening.stop()], [[], []])
  })
}
