// What each call gives.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { inspect } from 'node:util'
import { test } from 'node:test'
import vm from 'node:vm'
import * as workers from 'node:worker_threads'

import * as ringwise from 'ringwise'
import { HashRing, HealthMonitor, VERSION } from 'ringwise'

const require = createRequire(import.meta.url)
const nodes = { 'node-a': 1, 'node-b': 2, 'node-c': 1 }

test('require and import give one module', () => {
  const required = require('ringwise')
  const { HashRing, HealthMonitor, VERSION, cassandraToken, guavaConsistentHash, jumpHash, profiles, redisSlot } = ringwise
  const functions = { cassandraToken, guavaConsistentHash, jumpHash, profiles, redisSlot }
  assert.deepEqual(required, { HashRing, HealthMonitor, VERSION, ...functions })
})

test('the version is that of the package', () => {
  assert.equal(VERSION, require('ringwise/package.json').version)
})

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
  assert.equal(shapes[0]?.options.vnodes, 160)
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

test('the JSON of a ring says what makes an equal one', () => {
  const options = /** @type {const} */ ({ seed: 7, hashTag: '{}', zones: 'strict' })
  const ring = new HashRing({ a: { weight: 3, zone: 'x', identity: 'i', meta: { port: 1 } }, b: 0 }, options)
  const json = JSON.parse(JSON.stringify({ ring })).ring
  assert.deepEqual(json, {
    ringwise: 1,
    profile: 'native-v1',
    vnodes: 160,
    seed: 7,
    hash_tag: '{}',
    zones: 'strict',
    nodes: [{ name: 'a', weight: 3, identity: 'i', zone: 'x' }, { name: 'b', weight: 0 }],
  })
  const other = HashRing.fromJson(JSON.stringify(ring))
  assert(other.equals(ring))
  assert.deepEqual(other.options, ring.options)
  assert(new HashRing(json.nodes, ring.options).equals(ring))
})

test('a ring is no message, and where Node lets it say so, it does', () => {
  const send = () => structuredClone(new HashRing(['a']))
  if ('markAsUncloneable' in workers) assert.throws(send, { name: 'DataCloneError' })
  else assert.deepEqual(send(), {})
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

test('the options in force, defaults included, make the same ring', () => {
  const defaults = { profile: 'native-v1', vnodes: 160, seed: 0, hashTag: null, zones: 'spread', replicationFactor: 2, loadFactor: 125 }
  assert.deepEqual(new HashRing().options, defaults)
  assert.deepEqual(new HashRing([], { vnodes: undefined, hashTag: null }).options, defaults)
  const options = /** @type {const} */ ({
    vnodes: 7,
    seed: 4294967295,
    hashTag: '{}',
    zones: 'strict',
    replicationFactor: 3,
    loadFactor: 150,
  })
  const ring = new HashRing(nodes, options)
  assert.deepEqual(ring.options, { profile: 'native-v1', ...options })
  assert(ring.equals(new HashRing(nodes, ring.options)))
  assert(!ring.equals(new HashRing(nodes)))
  assert.equal(ring.profile, 'native-v1')
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

test('a string is the key that its UTF-8 is', () => {
  const ring = new HashRing(Array.from({ length: 50 }, (_, i) => `node-${i}`))
  const texts = ['', 'a', 'é', '\0', 'a\0b', '\u{1f600}', '\ud800', 'x\udc00y', '\udc00\ud800', '\ufffd', 'é'.repeat(700)]
  // On both sides of the room that a key has on the stack, with characters of each length at the end.
  for (let length = 1000; length < 1050; length++) {
    for (const end of ['a', 'é', '\u20ac', '\u{1f600}', '\ud800']) texts.push('k'.repeat(length) + end, end.repeat(length / 3))
  }
  texts.push('\u{1f600}'.repeat(250_000))
  for (const text of texts) {
    const bytes = Buffer.from(text)
    assert.equal(ring.getNode(text), ring.getNode(bytes))
    assert.deepEqual(ring.getNodes(text, 5), ring.getNodes(new Uint8Array(bytes), 5))
    assert.deepEqual([...ring.iterNodes(text)].slice(0, 5), ring.getNodes(bytes, 5))
  }
  assert.deepEqual(
    ring.getNodeBatch(texts),
    texts.map((text) => ring.getNode(text)),
  )
  assert.deepEqual(
    ring.getNodeBatch(texts.map((text) => Buffer.from(text))),
    texts.map((text) => ring.getNode(text)),
  )
})

test('bytes are a key wherever they are', () => {
  const ring = new HashRing(Array.from({ length: 50 }, (_, i) => `node-${i}`))
  const bytes = Buffer.from('some key or other')
  const owner = ring.getNode('some key or other')
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length + 3), 3)
  shared.set(bytes)
  assert.equal(ring.getNode(shared), owner)
  const part = new Uint8Array(100)
  part.set(bytes, 50)
  assert.equal(ring.getNode(part.subarray(50, 50 + bytes.length)), owner)
  const detached = new Uint8Array(bytes)
  structuredClone(detached.buffer, { transfer: [detached.buffer] })
  assert.equal(ring.getNode(detached), ring.getNode(''))
  assert.equal(ring.getNode(new Uint8Array(0)), ring.getNode(''))
  class Key extends Uint8Array {}
  assert.equal(ring.getNode(new Key(bytes)), owner)
  const large = new Uint8Array(1 << 20).fill(120)
  assert.equal(ring.getNode(large), ring.getNode('x'.repeat(1 << 20)))
})

test('a count is anything from 0 up', () => {
  const ring = new HashRing(nodes)
  assert.deepEqual(ring.getNodes('foo'), ['node-b', 'node-a'])
  assert.deepEqual(ring.getNodes('foo', undefined), ['node-b', 'node-a'])
  assert.deepEqual(ring.getNodes('foo', 0), [])
  for (const count of [3, 4, 17, 2 ** 32, 2 ** 53, 1e300]) assert.deepEqual(ring.getNodes('foo', count), ['node-b', 'node-a', 'node-c'])
  const many = new HashRing(
    Array.from({ length: 100 }, (_, i) => `node-${i}`),
    { replicationFactor: 40 },
  )
  for (const count of [15, 16, 17, 40, 99]) assert.deepEqual(many.getNodes('foo', count), many.getNodes('foo', 100).slice(0, count))
  assert.equal(many.getNodes('foo').length, 40)
  assert.equal(many.getHealthyNodes('foo', 2 ** 40).length, 100)
})

test('an empty or drained ring gives none', () => {
  const strict = new HashRing({ a: 0, b: { weight: 0, zone: 'x' } }, { zones: 'strict' })
  for (const ring of [new HashRing(), new HashRing({ a: 0, b: 0 }), strict]) {
    assert.equal(ring.getNode('foo'), null)
    assert.deepEqual(ring.getNodes('foo', 3), [])
    assert.deepEqual([...ring.iterNodes('foo')], [])
    assert.deepEqual(ring.getNodeBatch(['foo', 'bar']), [null, null])
    assert.equal(ring.getNodeWithFallback('foo'), null)
    assert.deepEqual(ring.getHealthyNodes('foo', 3), [])
    assert.equal(ring.acquire('foo'), null)
    assert.deepEqual(ring.points(), [])
  }
})

test('a hash tag is all of the key that is hashed', () => {
  const ring = new HashRing(
    Array.from({ length: 50 }, (_, i) => `node-${i}`),
    { hashTag: '{}' },
  )
  assert.equal(ring.getNode('{user:1}.name'), ring.getNode('user:1'))
  assert.equal(ring.getNode('{}.name'), ring.getNode(Buffer.from('{}.name')))
})

test('zones spread a list', () => {
  const zoned = { a1: { zone: 'a' }, a2: { zone: 'a' }, b1: { zone: 'b' }, b2: { zone: 'b' } }
  const spread = new HashRing(zoned)
  const strict = new HashRing(zoned, { zones: 'strict' })
  for (let i = 0; i < 100; i++) {
    const list = spread.getNodes(`key-${i}`, 4)
    assert.notEqual(list[0]?.[0], list[1]?.[0])
    assert.deepEqual(strict.getNodes(`key-${i}`, 4), list.slice(0, 2))
  }
})

test('an iterator walks the ring that it began with', () => {
  const ring = new HashRing(['a', 'b', 'c', 'd'])
  const before = ring.getNodes('foo', 4)
  const walk = ring.iterNodes('foo')
  assert.equal(walk.next().value, before[0])
  ring.setNodes(['e', 'f'])
  assert.equal(walk.next().value, before[1])
  ring.close()
  assert.deepEqual([...walk], before.slice(2))
  assert.deepEqual(walk.next(), { done: true, value: undefined })
})

test('an iterator that is left stays left', () => {
  const walk = new HashRing(['a', 'b', 'c']).iterNodes('foo')
  for (const name of walk) {
    assert.equal(typeof name, 'string')
    break
  }
  assert.deepEqual([...walk], [])
})

test('a batch takes any iterable of keys', () => {
  const ring = new HashRing(nodes)
  const keys = Array.from({ length: 3000 }, (_, i) => (i % 3 === 0 ? Buffer.from(`key-${i}`) : `key-${i}`))
  const owners = keys.map((key) => ring.getNode(key))
  assert.deepEqual(ring.getNodeBatch(keys), owners)
  assert.deepEqual(ring.getNodeBatch(new Set(keys)), owners)
  assert.deepEqual(ring.getNodeBatch(keys.values()), owners)
  assert.deepEqual(ring.getNodeBatch([]), [])
  for (const length of [1, 1023, 1024, 1025]) assert.deepEqual(ring.getNodeBatch(keys.slice(0, length)), owners.slice(0, length))
})

test('a batch is placed on one ring, even if reading a key edits it', () => {
  const ring = new HashRing(nodes)
  const [first, second] = ['foo', 'user:42']
  const owners = [ring.getNode(first), ring.getNode(second)]
  const keys = [first, second]
  Object.defineProperty(keys, 0, {
    get() {
      ring.setNodes(['other'])
      return first
    },
  })
  assert.deepEqual(ring.getNodeBatch(keys), owners)
  assert.deepEqual(ring.nodes(), ['other'])
})

test('points are in ring order, their positions as wide as they are', () => {
  const points = new HashRing(nodes).points()
  assert.equal(points.length, 4 * 160)
  assert.deepEqual(points[0], [0x01af77a59becd167n, 'node-b'])
  assert(points.every(([position], i) => i === 0 || position >= /** @type {[bigint, string]} */ (points[i - 1])[0]))
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

test('health says what changed when, and by whom it is told', () => {
  const start = Date.now()
  const ring = new HashRing(['b', 'a'])
  const [fresh] = [...ring.health().values()]
  assert.deepEqual([...ring.health().keys()], ['a', 'b'])
  assert(fresh?.since instanceof Date && fresh.since.getTime() >= start && fresh.since.getTime() <= Date.now())
  assert.deepEqual(fresh, { healthy: true, since: fresh.since, reason: null })
  ring.markNodeUnhealthy('a')
  const down = ring.health().get('a')
  assert(down !== undefined && down.since.getTime() >= fresh.since.getTime())
  assert.deepEqual({ ...down, since: 0 }, { healthy: false, since: 0, reason: null })
  ring.markNodeUnhealthy('a')
  assert.deepEqual(ring.health().get('a'), down)
  assert.deepEqual([ring.health('a'), ring.health('b')], [down, fresh])
  assert.deepEqual([ring.isHealthy('a'), ring.isHealthy('b')], [false, true])
  ring.markNodeHealthy('a')
  assert.equal(ring.isHealthy('a'), true)
})

test('marks and loads survive edits, and belong to a node and not to its name', () => {
  const ring = new HashRing(['a', 'b', 'c'])
  const tickets = Array.from({ length: 6 }, (_, i) => ring.acquire(`key-${i}`))
  const held = tickets.find((ticket) => ticket?.node === 'a')
  ring.markNodeUnhealthy('a')
  ring.addNode('d')
  ring.setWeight('a', 3)
  ring.removeNode('b')
  assert.equal(ring.isHealthy('a'), false)
  assert.equal(ring.loads().get('a'), tickets.filter((ticket) => ticket?.node === 'a').length)
  ring.removeNode('a')
  ring.addNode('a')
  assert.equal(ring.isHealthy('a'), true)
  assert.equal(ring.loads().get('a'), 0)
  assert.equal(held?.release(), false)
  ring.markNodeUnhealthy('c')
  ring.replaceNode('c', 'c2')
  assert.equal(ring.isHealthy('c2'), true)
  assert.equal(ring.loads().get('c2'), 0)
})

test('a ticket gives its place back once, of its own life', () => {
  const ring = new HashRing(['a'])
  for (let life = 0; life < 3; life++) {
    const ticket = ring.acquire('foo')
    const other = ring.acquire('foo')
    assert(ticket?.node === 'a' && other !== null)
    assert.deepEqual([ring.totalLoad(), ring.capacity('a')], [2, 4])
    assert.equal(ticket.release(), true)
    assert.equal(ticket.release(), false)
    ticket[Symbol.dispose]()
    assert.equal(ring.totalLoad(), 1)
    other[Symbol.dispose]()
    assert.equal(ring.totalLoad(), 0)
    const late = ring.acquire('foo')
    ring.removeNode('a')
    ring.addNode('a')
    assert.equal(ring.acquire('foo')?.node, 'a')
    assert.equal(late?.release(), false)
    assert.equal(ring.totalLoad(), 1)
    ring.setNodes(['b'])
    assert.equal(ring.totalLoad(), 0)
    ring.setNodes(['a'])
  }
})

test('the load factor says how far a node may go', () => {
  for (const [loadFactor, expected] of /** @type {Array<[number, number[]]>} */ ([
    [101, [6, 4]],
    [150, [8, 2]],
    [10_000, [10, 0]],
  ])) {
    const ring = new HashRing(['a', 'b'], { loadFactor })
    for (let i = 0; i < 10; i++) ring.acquire('hot key')
    const loads = [...ring.loads().values()].sort((a, b) => b - a)
    assert.deepEqual(loads, expected)
    assert.equal(Math.max(...loads), ring.loads().get(ring.getNode('hot key') ?? ''))
    assert.deepEqual(new Map(ring.nodes().map((name) => [name, ring.load(name)])), ring.loads())
  }
})

test('a node that is down or drained has no capacity, and its load does not count', () => {
  const ring = new HashRing({ a: 1, b: 1, c: 0 })
  ring.acquire('foo')
  const owner = /** @type {string} */ (ring.getNode('foo'))
  const other = owner === 'a' ? 'b' : 'a'
  ring.markNodeUnhealthy(owner)
  assert.deepEqual([ring.capacity(owner), ring.capacity('c'), ring.capacity(other)], [0, 0, 2])
  assert.equal(ring.acquire('foo')?.node, other)
  assert.equal(ring.totalLoad(), 2)
  ring.markNodeUnhealthy(other)
  assert.equal(ring.acquire('foo'), null)
  assert.deepEqual(ring.getHealthyNodes('foo'), [])
})

test('a clone is healthy and free', () => {
  const ring = new HashRing(['a', 'b'], { loadFactor: 300 })
  ring.markNodeUnhealthy('a')
  ring.acquire('foo')
  const clone = ring.clone()
  assert.equal(clone.options.loadFactor, 300)
  assert.equal(clone.isHealthy('a'), true)
  assert.equal(clone.totalLoad(), 0)
  assert.deepEqual([ring.isHealthy('a'), ring.totalLoad()], [false, 1])
  assert(clone.equals(ring))
})

test('a clone is a ring of its own', () => {
  const ring = new HashRing(nodes, { seed: 7, replicationFactor: 3 })
  ring.removeNode('node-c')
  const clone = ring.clone()
  assert(clone.equals(ring) && clone instanceof HashRing)
  assert.deepEqual(clone.options, ring.options)
  ring.addNode('node-d')
  assert(!clone.equals(ring))
  assert.deepEqual(clone.nodes(), ['node-a', 'node-b'])
  clone.addNode('node-e')
  clone.addNode('node-c')
  assert(clone.getNodes('foo', 4).every((name) => clone.has(name)))
  ring.close()
  assert.equal(clone.size, 4)
})

test('equality is of placement', () => {
  const ring = new HashRing({ a: 1, b: { weight: 2, identity: 'x' } })
  const same = new HashRing({ b: { weight: 2, identity: 'x', meta: 1 }, a: { weight: 1, identity: 'a' } }, { replicationFactor: 9 })
  assert(ring.equals(same) && same.equals(ring))
  assert(!ring.equals(new HashRing({ a: 1, b: { weight: 2 } })))
  assert(!ring.equals({}) && !ring.equals(null) && !ring.equals('ring'))
})

test('a closed ring throws, and says so', () => {
  const ring = new HashRing(['a', 'b'])
  const other = new HashRing(['a', 'b'])
  const monitor = new HealthMonitor(ring, { probe: () => true })
  const ticket = ring.acquire('foo')
  assert.equal(inspect(ring), 'HashRing(2 nodes)')
  ring.close()
  assert.equal(ticket?.release(), false)
  ring.close()
  assert.equal(inspect(ring), 'HashRing(closed)')
  const calls = [
    () => ring.getNode('foo'),
    () => ring.getNode(Buffer.from('foo')),
    () => ring.getNodes('foo'),
    () => ring.getNodes('foo', 0),
    () => ring.iterNodes('foo'),
    () => ring.getNodeBatch(['foo']),
    () => ring.getNodeBatch([]),
    () => ring.addNode('c'),
    () => ring.removeNode('a'),
    () => ring.setWeight('a', 2),
    () => ring.replaceNode('a', 'c'),
    () => ring.setNodes(['c']),
    () => ring.node('a'),
    () => ring.nodes(),
    () => ring.size,
    () => ring.has('a'),
    () => [...ring],
    () => ring.profile,
    () => ring.options,
    () => ring.points(),
    () => ring.markNodeUnhealthy('a'),
    () => ring.markNodeHealthy('a'),
    () => ring.isHealthy('a'),
    () => ring.health(),
    () => ring.health('a'),
    () => ring.getHealthyNodes('foo'),
    () => ring.getNodeWithFallback('foo'),
    () => ring.acquire('foo'),
    () => ring.load('a'),
    () => ring.loads(),
    () => ring.totalLoad(),
    () => ring.capacity('a'),
    () => new HealthMonitor(ring, { probe: () => true }),
    () => monitor.start(),
    () => ring.explain(),
    () => ring.retryNodes('foo'),
    () => ring.compare(other, ['foo']),
    () => other.compare(ring, ['foo']),
    () => ring.equals(other),
    () => other.equals(ring),
    () => ring.clone(),
    () => ring.toJSON(),
    () => new HashRing(ring),
    () => other.setNodes(ring),
  ]
  for (const call of calls) assert.throws(call, { name: 'Error', code: 'CLOSED', message: 'the ring is closed: make another' })
})

test('a ring is disposed of by closing it', () => {
  const ring = new HashRing(['a'])
  ring[Symbol.dispose]()
  assert.throws(() => ring.getNode('foo'), { code: 'CLOSED' })
})

test('a getter that closes the ring in the middle of a call gets an error, not a crash', () => {
  const ring = new HashRing(['a'])
  const options = {
    get weight() {
      ring.close()
      return 1
    },
  }
  assert.throws(() => ring.addNode('b', options), { code: 'CLOSED' })
})
