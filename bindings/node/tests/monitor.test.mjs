// Does a monitor judge every node, whatever probes and listeners do, and leave the event loop and the process alone?
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:net'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { inspect, promisify } from 'node:util'
import { Worker } from 'node:worker_threads'

import { HashRing, HealthMonitor } from 'ringwise'

import { threads } from './threads.mjs'

/** @typedef {import('ringwise').MonitorSettings} MonitorSettings */
/** @typedef {import('ringwise').Health} Health */

// A monitor does not keep the process alive, and tests wait for what it does.
const alive = setInterval(() => {}, 1000)
after(() => clearInterval(alive))

/** Longer than anything takes here: what has not happened by then never will. */
const NEVER = 120_000

/** A monitor that probes without a pause, and never gives a probe up that it need not.
 * @param {HashRing} ring
 * @param {MonitorSettings} settings */
const eager = (ring, settings) => new HealthMonitor(ring, { intervalMs: 1, timeoutMs: 60_000, ...settings })

/** Waits for the next event of a monitor.
 * @param {HealthMonitor} monitor
 * @param {keyof import('ringwise').MonitorEvents} event
 * @returns {Promise<[string, Health]>} */
const next = async (monitor, event) => {
  const [node, health] = await once(monitor, event, { signal: AbortSignal.timeout(NEVER) })
  return [node, health]
}

/** Waits until something is so.
 * @param {() => boolean} condition */
async function until(condition) {
  const end = Date.now() + NEVER
  while (!condition()) {
    assert(Date.now() < end, 'it never happened')
    await sleep(1)
  }
}

/** A probe that answers as its script says, `+` for a success, and then as the last of it, and how often it was asked.
 * @param {string} script */
function scripted(script) {
  const calls = { count: 0 }
  const probe = () => {
    const outcome = script[calls.count++] ?? script.at(-1)
    if (outcome !== '+') throw new Error(`failure ${calls.count}`)
  }
  return { probe, calls }
}

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

/** @param {unknown} error
 * @returns {never} */
function raise(error) {
  throw error
}

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
  // On a busy machine the other may be late, too.
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

test('stop leaves what hangs, names it, and asks for no more', async () => {
  const ring = new HashRing(['a', 'hung', 'late'])
  let asked = 0
  const probe = (/** @type {string} */ node) => {
    asked += 1
    return node === 'a' ? undefined : new Promise(() => {})
  }
  const monitor = eager(ring, { probe, timeoutMs: 20, fall: 1 }).start()
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
  // Marks stay, and it may start again.
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
  // Were the loop blocked, nobody would come to settle this.
  for (let turn = 0; turn < 100; turn++) await setImmediate()
  settle(true)
  assert.deepEqual(await stopped, [])
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

/** Waits for a warning of ringwise's.
 * @returns {Promise<any>} */
function nextWarning() {
  return new Promise((resolve) => {
    process.on('warning', function listen(warning) {
      if (warning.name !== 'RingwiseWarning') return
      process.off('warning', listen)
      resolve(warning)
    })
  })
}

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

/** What a callback may do to its own ring and monitor.
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

/** Monitors that run when their environment ends. */
const running = `
const { HashRing, HealthMonitor } = require('ringwise')
const ring = new HashRing(['127.0.0.1:1', '127.0.0.1:2'])
const probes = [() => true, () => false, async () => true, () => new Promise(() => {}), () => { throw new Error() }, undefined]
const monitors = probes.map((probe) => new HealthMonitor(ring, { probe, intervalMs: 1, timeoutMs: 50 }).start())
`

/** Runs a program in a process of its own, in the folder of the package.
 * @param {string} program */
const run = (program) =>
  promisify(execFile)(process.execPath, ['-e', program], { cwd: fileURLToPath(new URL('..', import.meta.url)), timeout: NEVER })

/** Programs that end, each in its own way.
 * @type {Array<[string, string, number]>} */
const ends = [
  ['its program is done', '', 0],
  ['its program is done after a while', 'setTimeout(() => {}, 100)', 0],
  ['it is told to', 'setTimeout(() => process.exit(3), 50)', 3],
  ['it is told to at once', 'process.exit(3)', 3],
  ['it is told to while a monitor stops', 'setTimeout(() => { for (const monitor of monitors) monitor.stop(); process.exit(3) }, 50)', 3],
  ['all monitors have stopped', 'for (const monitor of monitors) monitor.stop()', 0],
  ['a program fails', "setTimeout(() => { throw new Error('mine') }, 50)", 1],
]

for (const [when, end, code] of ends) {
  test(`a process with running monitors ends when ${when}`, async () => {
    const ended = await run(running + end).then(
      () => 0,
      (error) => error.code,
    )
    assert.equal(ended, code)
  })
}

test('a process of which only a worker had monitors ends', async () => {
  const worker = `new (require('node:worker_threads').Worker)(${JSON.stringify(running)}, { eval: true })`
  // The module is the worker's alone, and its threads may outlive the worker.
  await run(`${worker}.on('exit', () => setTimeout(() => {}, 200))`)
})

/** What ends a worker.
 * @type {Array<[string, string, (worker: Worker) => unknown]>} */
const workerEnds = [
  ['is done', '', () => {}],
  ['exits', 'setTimeout(() => process.exit(), 20)', () => {}],
  ['is terminated', 'setInterval(() => {}, 1000)', (worker) => worker.terminate()],
  ['is terminated in a busy loop', 'setTimeout(() => { for (;;); }, 10)', (worker) => worker.terminate()],
  ['is terminated while monitors stop', 'for (const monitor of monitors) monitor.stop()', (worker) => worker.terminate()],
]

for (const [what, end, act] of workerEnds) {
  test(`a worker that ${what} takes its monitors with it`, async () => {
    for (let round = 0; round < 5; round++) {
      const program = `${running}\nrequire('node:worker_threads').parentPort.postMessage('running')\n${end}`
      const worker = new Worker(program, { eval: true })
      const ended = once(worker, 'exit')
      await once(worker, 'message')
      await sleep(round * 5)
      act(worker)
      await ended
    }
    await until(() => threads() === 0)
  })
}
