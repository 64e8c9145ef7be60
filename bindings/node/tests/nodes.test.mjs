// Does a ring have the nodes that it was given, in any form, and after edits?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import vm from 'node:vm'

import { HashRing } from 'ringwise'

const nodes = { 'node-a': 1, 'node-b': 2, 'node-c': 1 }

test('every way to name the nodes makes one ring', () => {
  const ring = new HashRing(nodes)
  const options = { 'node-a': {}, 'node-b': { weight: 2 }, 'node-c': { weight: 1, zone: null, identity: null } }
  assert(ring.equals(new HashRing(options)))
  assert(ring.equals(new HashRing(new Map(Object.entries(nodes)))))
  assert(ring.equals(new HashRing(new Map(Object.entries(options).reverse()))))
  assert(ring.equals(new HashRing(Object.assign(Object.create(null), nodes))))
  assert(ring.equals(new HashRing(vm.runInNewContext('({ "node-a": 1, "node-b": 2, "node-c": 1 })'))))
  assert(ring.equals(new HashRing(vm.runInNewContext('new Map([["node-a", 1], ["node-b", 2], ["node-c", 1]])'))))

  const names = new HashRing(['a', 'b'])
  const generator = (function* () {
    yield* ['b', 'a']
  })()
  assert(names.equals(new HashRing(new Set(['b', 'a']))))
  assert(names.equals(new HashRing(generator)))
  assert(names.equals(new HashRing(names)))
  assert(!names.equals(ring))
})

test('a ring given as nodes is its members, with all that they are', () => {
  const meta = { port: 1 }
  const ring = new HashRing({ a: { weight: 3, zone: 'x', identity: 'i', meta }, b: 0, c: 1 }, { vnodes: 7, replicationFactor: 3 })
  ring.replaceNode('c', 'd')
  const members = ring.nodes().map((name) => ring.node(name))
  const emptied = new HashRing(['d', 'gone'])
  assert.deepEqual(emptied.setNodes(ring), { added: ['a', 'b'], removed: ['gone'], changed: ['d'], reidentified: ['d'] })
  const shapes = [
    new HashRing(ring),
    emptied,
    new HashRing(members),
    new HashRing(new Set(members).values()),
    new HashRing(new Map(members.map((node) => [node.name, node]))),
    new HashRing(Object.fromEntries(members.map((node) => [node.name, node]))),
  ]
  for (const other of shapes) assert.deepEqual(other.nodes().map((name) => other.node(name)), members)
  assert.equal(shapes[0]?.node('a').meta, meta)
  assert(new HashRing(ring, ring.options).equals(ring))

  ring.setNodes(ring)
  assert.deepEqual(ring.nodes().map((name) => ring.node(name)), members)
  const added = new HashRing()
  added.addNode('a', ring.node('a'))
  assert.deepEqual(added.node('a'), ring.node('a'))
})

test('an iterable may mix names and nodes', () => {
  const ring = new HashRing(['a', { name: 'b', weight: 2, zone: 'z' }, { name: 'c' }])
  assert(ring.equals(new HashRing({ a: 1, b: { weight: 2, zone: 'z' }, c: 1 })))
})

test('what is read of a node is read before the ring is edited', () => {
  const ring = new HashRing(['a'])
  const seen = /** @type {string[][]} */ ([])
  const spy = (/** @type {object} */ node) => new Proxy(node, { get: (target, name) => (seen.push(ring.nodes()), Reflect.get(target, name)) })
  ring.addNode('b', spy({ weight: 1, zone: 'z', identity: 'i', meta: 1 }))
  assert(seen.length > 0 && seen.every((names) => names.length === 1))
  seen.length = 0
  ring.setNodes([/** @type {any} */ (spy({ name: 'c', weight: 1, zone: 'z', identity: 'i', meta: 1 })), 'd', 'e'])
  assert(seen.length > 0 && seen.every((names) => names.length === 2))
  assert.deepEqual([ring.nodes(), ring.node('c').meta], [['c', 'd', 'e'], 1])
})

test('a member is what it was made of', () => {
  const ring = new HashRing({ a: { weight: 3, zone: 'x', identity: 'i', meta: 7 }, b: 0 })
  assert.deepEqual(ring.node('a'), { name: 'a', identity: 'i', weight: 3, zone: 'x', meta: 7 })
  assert.deepEqual(ring.node('b'), { name: 'b', identity: 'b', weight: 0, zone: null, meta: null })
  assert.deepEqual(ring.nodes(), ['a', 'b'])
  assert.deepEqual([...ring], ['a', 'b'])
  assert.equal(ring.size, 2)
  assert(ring.has('a') && !ring.has('i') && !ring.has('\ud800') && !ring.has(1) && !ring.has(undefined))
})

test('names come in bytewise order, whatever is in them', () => {
  const names = ['\0', 'Z', 'a', 'é', '\uffff', '\u{10000}']
  assert.deepEqual(new HashRing([...names].reverse()).nodes(), names)
})

test('edits change what they say', () => {
  const ring = new HashRing(['a', 'b'])
  ring.addNode('c')
  ring.addNode('d', 2)
  ring.addNode('e', { weight: 3, zone: 'z', identity: 'was-e' })
  ring.removeNode('a')
  ring.setWeight('b', 5)
  ring.replaceNode('c', 'c2')
  ring.replaceNode('d', 'd')
  assert.deepEqual(
    ring.nodes().map((name) => ring.node(name)),
    [
      { name: 'b', identity: 'b', weight: 5, zone: null, meta: null },
      { name: 'c2', identity: 'c', weight: 1, zone: null, meta: null },
      { name: 'd', identity: 'd', weight: 2, zone: null, meta: null },
      { name: 'e', identity: 'was-e', weight: 3, zone: 'z', meta: null },
    ],
  )
})

test('setNodes says what it changed', () => {
  const ring = new HashRing({ a: 1, b: 1, c: { identity: 'x' }, d: { zone: 'z' } })
  const changes = ring.setNodes({ b: 2, c: 1, d: { zone: 'z' }, e: 1 })
  assert.deepEqual(changes, { added: ['e'], removed: ['a'], changed: ['b', 'c'], reidentified: ['c'] })
  assert(ring.equals(new HashRing({ b: 2, c: 1, d: { zone: 'z' }, e: 1 })))
})

test('meta is kept with its node', () => {
  const [one, two] = [{ port: 1 }, { port: 2 }]
  const ring = new HashRing(/** @type {import('ringwise').Nodes} */ ({ a: { meta: one }, b: { meta: 0 }, c: 1 }))
  assert.equal(ring.node('a').meta, one)
  assert.equal(ring.node('b').meta, 0)
  ring.setWeight('a', 3)
  ring.replaceNode('a', 'a2')
  ring.replaceNode('a2', 'a2')
  assert.equal(ring.node('a2').meta, one)
  ring.addNode('a', { identity: 'another' })
  assert.equal(ring.node('a').meta, null)
  ring.replaceNode('c', 'c2')
  assert.equal(ring.node('c2').meta, null)

  const clone = ring.clone()
  ring.addNode('d', { meta: two })
  ring.removeNode('a2')
  ring.addNode('a2')
  assert.equal(ring.node('d').meta, two)
  assert.equal(ring.node('a2').meta, null)
  assert.equal(clone.node('a2').meta, one)

  assert.throws(() => ring.addNode('d', { meta: one }), { code: 'DUPLICATE_NODE' })
  assert.throws(() => ring.removeNode('x'), { code: 'UNKNOWN_NODE' })
  assert.throws(() => ring.replaceNode('d', 'b'), { code: 'DUPLICATE_NODE' })
  assert.throws(() => ring.setNodes({ d: { weight: -1, meta: one } }), { code: 'INVALID_WEIGHT' })
  assert.equal(ring.node('d').meta, two)
  assert.equal(ring.node('b').meta, 0)

  ring.setNodes({ d: 1, e: { meta: one } })
  assert.deepEqual([ring.node('d').meta, ring.node('e').meta], [null, one])
})
