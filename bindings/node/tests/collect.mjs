// The cases of tests/memory.test.mjs, each run in a process of its own that can collect garbage on request.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { setImmediate } from 'node:timers/promises'

import { HashRing, HealthMonitor } from 'ringwise'

import { threads } from './threads.mjs'

// Users do not see the native functions, but these cases are about their lifetimes.
const { Ring, externalBytes } = createRequire(import.meta.url)('../native.js')
const collect = /** @type {() => void} */ (globalThis.gc)
// A case that takes longer never ends.
setTimeout(() => process.exit(2), 120_000).unref()

/** Collects until nothing more is collected: finalizers run when the event loop turns. */
async function settle() {
  for (let turn = 0; turn < 5; turn++) {
    collect()
    await setImmediate()
  }
}

const names = Array.from({ length: 100 }, (_, i) => `node-${i}`)
const entries = names.map((name) => [name])

/** @type {{ [name: string]: () => Promise<void> }} */
const cases = {
  async 'a function outlives its ring'() {
    let { getNode, iterNodes } = new Ring(entries, []).lookups()
    const owner = getNode('foo')
    await settle()
    assert.equal(getNode('foo'), owner)
    const next = iterNodes('foo')
    iterNodes = undefined
    getNode = undefined
    await settle()
    assert.equal(next(), owner)
  },

  async 'a ring outlives its functions'() {
    const ring = new Ring(entries, [])
    const owner = ring.lookups().getNode('foo')
    await settle()
    assert.equal(ring.size(), 100)
    assert.equal(ring.lookups().getNode('foo'), owner)
  },

  async 'a function of a closed ring throws, collected or not'() {
    const lookups = (() => {
      const ring = new Ring(entries, [])
      const lookups = ring.lookups()
      ring.close()
      return lookups
    })()
    await settle()
    const numbers = new Uint32Array(2)
    for (const call of [
      () => lookups.getNode('foo'),
      () => lookups.getNodes('foo', 2, numbers),
      () => lookups.getNodeBatch(['foo'], numbers),
      () => lookups.iterNodes('foo'),
    ]) {
      assert.throws(call, { code: 'CLOSED' })
    }
  },

  async 'a function without its arguments throws'() {
    const { getNode, getNodes, getNodeBatch, iterNodes } = new Ring(entries, []).lookups()
    for (const call of [getNode, getNodes, getNodeBatch, iterNodes]) assert.throws(() => call())
    const one = new Uint32Array([7])
    assert.deepEqual([getNodes('foo', 2, one), one[0]], [-1, 7])
    assert.equal(getNodes('foo', 20, one), -19)
    assert.equal(getNodes('foo', 2, new Int32Array(2)), -2)
    assert.throws(() => getNodeBatch(['foo', 'bar'], new Uint32Array(1)))
  },

  async 'V8 is told of a ring until it is closed'() {
    await settle()
    const before = externalBytes()
    const ring = new HashRing(names, { vnodes: 1000 })
    const once = externalBytes() - before
    // Positions in full, and the bytes that a lookup reads.
    assert(once > 100 * 1000 * 14 && once < 100 * 1000 * 20, `${once} bytes`)
    for (let i = 100; i < 200; i++) ring.addNode(`node-${i}`)
    const twice = externalBytes() - before
    assert(twice > 1.9 * once && twice < 2.1 * once, `${twice} bytes`)
    for (let i = 100; i < 200; i++) ring.removeNode(`node-${i}`)
    assert(externalBytes() - before < 1.1 * once)
    ring.close()
    assert.equal(externalBytes(), before)
  },

  async 'V8 is told of a ring until it is collected'() {
    await settle()
    const before = externalBytes()
    ;(() => {
      for (let i = 0; i < 10; i++) {
        const ring = new HashRing(names, { vnodes: 1000 })
        assert.notEqual(ring.getNode('foo'), null)
        assert.equal(ring.clone().size, 100)
        assert.throws(() => ring.addNode('node-0'), { code: 'DUPLICATE_NODE' })
      }
    })()
    assert(externalBytes() - before > 10 * 100 * 1000 * 14)
    await settle()
    assert.equal(externalBytes(), before)
  },

  async 'a plan that is gone takes its rings with it, and a loop that was left goes too'() {
    // Collects the garbage of the start first.
    await settle()
    const before = externalBytes()
    ;(() => {
      const [ring, other] = [new HashRing(names, { vnodes: 1000 }), new HashRing(names.slice(1), { vnodes: 1000 })]
      const plan = ring.plan(other, 2)
      const walk = plan[Symbol.iterator]()
      assert.equal(walk.next().done, false)
      ring.close()
      other.close()
      // The plan is the last that holds the rings.
      assert(externalBytes() - before > 2 * 99 * 1000 * 7)
      assert.notEqual(plan.movesOf('foo'), undefined)
    })()
    await settle()
    assert.equal(externalBytes(), before)
  },

  async 'a function outlives its plan'() {
    const [ring, other] = [new Ring(entries, []), new Ring(entries.slice(1), [])]
    let { movesOfKey, iterate } = ring.plan(other).moves()
    await settle()
    const rows = new Uint32Array(80)
    const found = movesOfKey('foo', rows)
    assert(found >= 0)
    let next = iterate()
    movesOfKey = iterate = undefined
    await settle()
    let count = 0
    for (let found = next(rows); found > 0; found = next(rows)) count += found
    assert(count > 100)
    // A buffer that is too short, or empty, is safe.
    assert.equal(next(new Uint32Array(7)), 0)
    assert.equal(next(), 0)
    next = undefined
    await settle()
  },

  async 'memory does not grow with plans, shares and snapshots'() {
    const ring = new HashRing(names, { vnodes: 20 })
    const other = new HashRing(names.slice(1), { vnodes: 20 })
    await flat(() => {
      const plan = ring.plan(other, 2)
      for (const { rank } of plan) if (rank === 2) break
      for (let i = 0; i < 100; i++) plan.movesOf(`key-${i}`)
      for (const _ of plan) break
      ring.shares(3)
      ring.forecast(['node-1'])
      ring.ranges('node-2')
      HashRing.fromBytes(ring.toBytes()).close()
      HashRing.fromJson(JSON.stringify(ring)).close()
      assert.equal(
        codeOf(() => HashRing.fromBytes(new Uint8Array(100_000))),
        'BAD_SNAPSHOT',
      )
    })
  },

  async 'rings that are gone are collected before memory is short'() {
    const before = externalBytes()
    let most = 0
    // More than a gigabyte in all, without an explicit collection.
    for (let i = 0; i < 800; i++) {
      assert.notEqual(new HashRing(names, { vnodes: 1000 }).getNode('foo'), null)
      await setImmediate()
      most = Math.max(most, externalBytes() - before)
    }
    assert(most < 512 << 20, `${most >> 20} MiB`)
  },

  async 'a ring that is gone takes its monitors with it'() {
    const gone = (() => {
      const ring = new HashRing(['a', 'b', 'hung'])
      // The probe holds the ring and the monitor, as real probes do.
      const probe = (/** @type {string} */ node) => (monitor.running && ring.has('a') && node !== 'hung' ? true : new Promise(() => {}))
      const monitor = new HealthMonitor(ring, { probe, intervalMs: 1, timeoutMs: 10 })
      monitor.on('down', () => monitor.running)
      return new WeakRef(monitor.start())
    })()
    while (gone.deref() !== undefined || threads() > 0) await settle()
  },

  async 'a ring keeps the monitors that run, and no others'() {
    const ring = new HashRing(['a'])
    let asked = 0
    const stopped = (() => {
      const monitor = new HealthMonitor(ring, { probe: () => void asked++, intervalMs: 1 })
      return new WeakRef(monitor.start())
    })()
    await settle()
    const before = asked
    while (asked < before + 100) await settle()
    const stop = stopped.deref()?.stop()
    assert.notEqual(stop, undefined)
    await stop
    while (stopped.deref() !== undefined || threads() > 0) await settle()
  },

  async 'a stop that nobody waits for is done, and lets the monitor go'() {
    const ring = new HashRing(['a'])
    const stopped = (() => {
      const monitor = new HealthMonitor(ring, { probe: () => new Promise(() => {}), intervalMs: 1, timeoutMs: 10 })
      monitor.start().stop()
      return new WeakRef(monitor)
    })()
    while (stopped.deref() !== undefined || threads() > 0) await settle()
  },

  async 'memory does not grow with monitors, their events and their probes'() {
    const ring = new HashRing(['a', 'b'])
    const options = { intervalMs: 1, timeoutMs: 10_000, fall: 1, rise: 1 }
    await flat(async () => {
      let asked = 0
      const probe = async () => (asked++ % 3 === 0 ? Promise.reject(new Error('x'.repeat(50_000))) : true)
      const monitor = new HealthMonitor(ring, { ...options, probe })
      let changes = 0
      monitor.on('change', () => changes++).start()
      while (changes < 10) await setImmediate()
      await monitor.stop()
    })
  },

  async 'memory does not grow with tickets'() {
    const ring = new HashRing(names)
    await flat(() => {
      for (let i = 0; i < 1000; i++) {
        const ticket = ring.acquire('foo')
        ring.acquire('bar')?.release()
        ticket?.release()
      }
      ring.health()
      ring.loads()
    })
  },

  async 'memory does not grow with rings that are gone'() {
    await level(() => {
      for (let i = 0; i < 300; i++) {
        const ring = new HashRing(names.slice(0, 10))
        assert.notEqual(ring.getNode('foo'), null)
        ring.addNode('other')
        ring.iterNodes('foo').next()
        if (i % 2 === 0) ring.close()
      }
    })
  },

  async 'memory does not grow with edits'() {
    const ring = new HashRing(names)
    await level(() => {
      for (let i = 0; i < 100; i++) {
        ring.addNode('other', { zone: 'z', identity: 'i', meta: {} })
        ring.replaceNode('other', 'another')
        ring.setNodes(names)
      }
    })
  },

  async 'memory does not grow with lookups, nor with errors'() {
    const ring = new HashRing(names)
    const long = 'k'.repeat(5000)
    await flat(() => {
      for (let i = 0; i < 1500; i++) {
        ring.getNode(long)
        ring.getNodes(Buffer.from(long), 50)
        for (const name of ring.iterNodes(long)) if (name !== '') break
        ring.getNodeBatch([long, 'foo'])
        assert.equal(
          codeOf(() => ring.getNode(/** @type {any} */ (i))),
          'InvalidArg',
        )
        assert.equal(
          codeOf(() => ring.addNode('node-1')),
          'DUPLICATE_NODE',
        )
      }
    })
  },
}

/** Returns the code of the error that a call throws. `assert.throws` would allocate memory of its own.
 * @param {() => void} call */
function codeOf(call) {
  try {
    call()
  } catch (error) {
    return /** @type {any} */ (error).code
  }
}

/** Repeats an action, and checks that all reported memory is freed.
 * @param {() => void} work */
async function level(work) {
  const reported = []
  for (let round = 0; round < 3; round++) {
    work()
    await settle()
    reported.push(externalBytes())
  }
  assert.deepEqual(reported, [reported[0], reported[0], reported[0]])
}

/** Repeats an action, and checks that the process does not grow as it would with a leak, because this memory is not reported.
 * @param {() => void | Promise<void>} work */
async function flat(work) {
  const rounds = async (/** @type {number} */ count) => {
    for (let round = 0; round < count; round++) {
      await work()
      await settle()
    }
    return process.memoryUsage().rss
  }
  const before = await rounds(40)
  const after = await rounds(40)
  assert(after - before < 12 << 20, `${(after - before) >> 20} MiB more`)
}

const name = process.argv[2]
if (name === undefined) console.log(JSON.stringify(Object.keys(cases)))
else await /** @type {() => Promise<void>} */ (cases[name])()
