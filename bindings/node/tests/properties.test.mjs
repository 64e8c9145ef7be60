// Do the properties of a ring hold for random rings?
import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { HashRing } from 'ringwise'

import { holds, members, serving, settings, some, spread } from './rings.mjs'
import { realKeys } from './script.mjs'

/** @typedef {import('ringwise').NodeOptions} NodeOptions */

const keys = [...realKeys(200), '', 'é'.repeat(600), '\ud800']

test(
  'the order of the nodes makes no difference',
  holds(
    fc.property(members, settings, fc.infiniteStream(fc.nat()), (nodes, all, order) => {
      const shuffled = new Map(
        [...nodes]
          .map((entry) => ({ entry, at: order.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ entry }) => entry),
      )
      const [ring, other] = [new HashRing(nodes, all), new HashRing(shuffled, all)]
      assert(ring.equals(other))
      for (const key of keys) assert.deepEqual(ring.getNodes(key, 20), other.getNodes(key, 20))
    }),
  ),
)

test(
  'removing what was added leaves no trace',
  holds(
    fc.property(members, settings, fc.integer({ min: 0, max: 4 }), (nodes, all, weight) => {
      const [ring, before] = [new HashRing(nodes, all), new HashRing(nodes, all)]
      ring.addNode('a name that no member has', weight)
      ring.removeNode('a name that no member has')
      assert(ring.equals(before))
      for (const key of keys) assert.deepEqual(ring.getNodes(key, 20), before.getNodes(key, 20))
    }),
  ),
)

test(
  'adding or raising moves keys only to that node, removing or lowering only from it',
  holds(
    fc.property(some, settings, fc.nat(), fc.nat({ max: 6 }), (nodes, all, pick, weight) => {
      const ring = new HashRing(nodes, all)
      const [name, { weight: old = 1 }] = /** @type {[string, NodeOptions]} */ ([...nodes][pick % nodes.size])
      const before = ring.getNodeBatch(keys)
      ring.setWeight(name, weight)
      const after = ring.getNodeBatch(keys)
      ring.removeNode(name)
      const without = ring.getNodeBatch(keys)
      keys.forEach((key, i) => {
        if (before[i] !== after[i]) assert.equal(weight > old ? after[i] : before[i], name, key)
        if (after[i] !== without[i]) assert.equal(after[i], name, key)
      })
    }),
  ),
)

test(
  'a list is distinct, whole, prefix-stable and begins with the owner',
  holds(
    fc.property(members, spread, (nodes, all) => {
      const ring = new HashRing(nodes, all)
      const count = serving(nodes).length
      for (const key of keys) {
        const list = ring.getNodes(key, 20)
        assert.equal(new Set(list).size, count)
        assert.equal(list.length, count)
        assert.equal(list[0] ?? null, ring.getNode(key))
        assert.deepEqual([...ring.iterNodes(key)], list)
        for (let n = 0; n <= count; n++) assert.deepEqual(ring.getNodes(key, n), list.slice(0, n))
      }
    }),
  ),
)

test(
  'a list takes zones in rounds',
  holds(
    fc.property(members, settings, (nodes, all) => {
      const ring = new HashRing(nodes, all)
      /** @param {string} name */
      const zone = (name) => nodes.get(name)?.zone ?? `alone: ${name}`
      const zones = new Set(serving(nodes).map(([name]) => zone(name)))
      for (const key of keys) {
        const list = ring.getNodes(key, 20)
        assert.equal(new Set(list.slice(0, zones.size).map(zone)).size, zones.size)
        if (all.zones === 'strict') assert.equal(list.length, zones.size)
        const ranks = list.map((name, i) => list.slice(0, i).filter((other) => zone(other) === zone(name)).length)
        assert.deepEqual(
          ranks,
          [...ranks].sort((a, b) => a - b),
        )
      }
    }),
  ),
)

test(
  'losing a node takes it from the first n, and brings in at most one other',
  holds(
    fc.property(some, settings, fc.nat(), fc.integer({ min: 1, max: 6 }), (nodes, all, pick, n) => {
      const ring = new HashRing(nodes, all)
      const name = /** @type {string} */ ([...nodes.keys()][pick % nodes.size])
      const before = keys.map((key) => ring.getNodes(key, n))
      ring.removeNode(name)
      keys.forEach((key, i) => {
        const [old, now] = [new Set(before[i]), new Set(ring.getNodes(key, n))]
        assert.deepEqual(
          [...old].filter((other) => !now.has(other)),
          old.has(name) ? [name] : [],
        )
        assert([...now].filter((other) => !old.has(other)).length <= (old.has(name) ? 1 : 0))
      })
    }),
  ),
)

test(
  'replacing a node moves no key between others',
  holds(
    fc.property(some, settings, fc.nat(), (nodes, all, pick) => {
      const ring = new HashRing(nodes, all)
      const name = /** @type {string} */ ([...nodes.keys()][pick % nodes.size])
      const before = keys.map((key) => ring.getNodes(key, 20))
      ring.replaceNode(name, 'a name that no member has')
      const renamed = before.map((list) => list.map((other) => (other === name ? 'a name that no member has' : other)))
      assert.deepEqual(
        keys.map((key) => ring.getNodes(key, 20)),
        renamed,
      )
    }),
  ),
)

test(
  'a batch is what its keys give one by one',
  holds(
    fc.property(members, settings, fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array())), (nodes, all, batch) => {
      const ring = new HashRing(nodes, all)
      assert.deepEqual(
        ring.getNodeBatch(batch),
        batch.map((key) => ring.getNode(key)),
      )
    }),
  ),
)

test(
  'a string and its UTF-8 are one key',
  holds(
    fc.property(some, settings, fc.string({ unit: 'binary', maxLength: 2000 }), (nodes, all, text) => {
      const ring = new HashRing(nodes, all)
      assert.equal(ring.getNode(text), ring.getNode(Buffer.from(text)))
    }),
  ),
)

/** The nodes that are down, as bits: more bits than nodes. */
const downs = fc.infiniteStream(fc.boolean())

/** Marks some nodes of a ring, and returns the others.
 * @param {HashRing} ring
 * @param {Map<string, NodeOptions>} nodes
 * @param {Iterator<boolean>} down */
function markSome(ring, nodes, down) {
  const left = new Map(nodes)
  for (const name of nodes.keys()) {
    if (!down.next().value) continue
    ring.markNodeUnhealthy(name)
    left.delete(name)
  }
  return left
}

test(
  'healthy lists are those of the ring without the unhealthy nodes, and come back',
  holds(
    fc.property(members, settings, downs, (nodes, all, down) => {
      const ring = new HashRing(nodes, all)
      const before = keys.map((key) => ring.getNodes(key, 20))
      const left = markSome(ring, nodes, down)
      const without = new HashRing(left, all)
      keys.forEach((key, i) => {
        const list = without.getNodes(key, 20)
        assert.deepEqual(ring.getHealthyNodes(key, 20), list)
        assert.deepEqual(ring.getHealthyNodes(key), list.slice(0, 2))
        assert.equal(ring.getNodeWithFallback(key), list[0] ?? null)
        // Placement ignores health.
        assert.deepEqual(ring.getNodes(key, 20), before[i])
      })
      for (const name of nodes.keys()) ring.markNodeHealthy(name)
      keys.forEach((key, i) => assert.deepEqual(ring.getHealthyNodes(key, 20), before[i]))
    }),
  ),
)

test(
  'without zones, a healthy list is the whole list without the unhealthy nodes',
  holds(
    fc.property(members, spread, downs, (nodes, all, down) => {
      const alone = new Map([...nodes].map(([name, { weight }]) => [name, { weight }]))
      const ring = new HashRing(alone, all)
      const left = markSome(ring, alone, down)
      for (const key of keys) {
        assert.deepEqual(
          ring.getHealthyNodes(key, 20),
          ring.getNodes(key, 20).filter((name) => left.has(name)),
        )
      }
    }),
  ),
)

test(
  'acquire is the fallback unless that is full, goes over no capacity, and counts what is held',
  holds(
    fc.property(
      some,
      settings,
      fc.integer({ min: 101, max: 300 }),
      downs,
      fc.array(fc.nat(), { maxLength: 200 }),
      (nodes, all, loadFactor, down, steps) => {
        const ring = new HashRing(nodes, { ...all, loadFactor })
        const left = markSome(ring, nodes, down)
        const open = serving(left)
        /** @type {import('ringwise').Ticket[]} */
        const held = []
        for (const step of steps) {
          if (step % 3 === 0 && held.length > 0) {
            const [ticket] = held.splice(step % held.length, 1)
            assert.equal(ticket?.release(), true)
            assert.equal(ticket?.release(), false)
          } else {
            const key = /** @type {string} */ (keys[step % keys.length])
            const [loads, first] = [ring.loads(), ring.getNodeWithFallback(key)]
            const capacities = new Map([...nodes.keys()].map((name) => [name, ring.capacity(name)]))
            const hasRoom = (/** @type {string} */ name) => Number(loads.get(name)) < Number(capacities.get(name))
            const ticket = ring.acquire(key)
            // It fails only if no node is open.
            assert.equal(ticket === null, open.length === 0)
            if (ticket === null || first === null) continue
            held.push(ticket)
            assert(hasRoom(ticket.node))
            if (hasRoom(first)) assert.equal(ticket.node, first)
            if (all.zones === 'spread') assert.equal(ticket.node, ring.getHealthyNodes(key, 20).find(hasRoom))
          }
          const counts = new Map([...nodes.keys()].sort(byBytes).map((name) => [name, 0]))
          for (const { node } of held) counts.set(node, Number(counts.get(node)) + 1)
          assert.deepEqual([...ring.loads()], [...counts])
          assert.equal(ring.totalLoad(), held.length)
        }
      },
    ),
  ),
)

/** Compares two names bytewise.
 * @param {string} a
 * @param {string} b */
const byBytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** An edit of the model, which is a Map, and the same edit of the ring. */
const edit = fc.record({
  kind: fc.constantFrom('add', 'remove', 'weight', 'replace', 'set'),
  a: fc.nat({ max: 9 }),
  b: fc.nat({ max: 9 }),
  weight: fc.nat({ max: 4 }),
})

test(
  'after any edits, the ring is the one that its members make',
  holds(
    fc.property(settings, fc.array(edit, { maxLength: 30 }), (all, edits) => {
      /** @type {Map<string, NodeOptions>} */
      let model = new Map()
      const ring = new HashRing(model, all)
      for (const { kind, a, b, weight } of edits) {
        const [name, other] = [`node-${a}`, `node-${b}`]
        const next = new Map(model)
        /** @type {() => unknown} */
        let call
        let fits = model.has(name)
        if (kind === 'add') {
          fits = !fits && ![...model.values()].some(({ identity }) => identity === name)
          next.set(name, { weight })
          call = () => ring.addNode(name, weight)
        } else if (kind === 'remove') {
          next.delete(name)
          call = () => ring.removeNode(name)
        } else if (kind === 'weight') {
          next.set(name, { ...model.get(name), weight })
          call = () => ring.setWeight(name, weight)
        } else if (kind === 'replace') {
          fits &&= a === b || !model.has(other)
          next.delete(name)
          next.set(other, { identity: name, ...model.get(name) })
          call = () => ring.replaceNode(name, other)
        } else {
          fits = a !== b
          next.clear()
          for (const each of [name, other]) next.set(each, { weight: 1 })
          call = () => ring.setNodes([name, other])
        }
        if (fits) {
          call()
          model = next
        } else {
          assert.throws(call, { name: 'Error' })
        }
        assert(ring.equals(new HashRing(model, all)))
      }
      const fresh = new HashRing(model, all)
      for (const key of keys) assert.deepEqual(ring.getNodes(key, 20), fresh.getNodes(key, 20))
    }),
  ),
)
