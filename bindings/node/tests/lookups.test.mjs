// What does each lookup return, for keys and counts of every kind?
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { HashRing } from 'ringwise'

const nodes = { 'node-a': 1, 'node-b': 2, 'node-c': 1 }

test('a string is the key that its UTF-8 is', () => {
  const ring = new HashRing(Array.from({ length: 50 }, (_, i) => `node-${i}`))
  const texts = ['', 'a', 'é', '\0', 'a\0b', '\u{1f600}', '\ud800', 'x\udc00y', '\udc00\ud800', '\ufffd', 'é'.repeat(700)]
  // Keys around the length of the buffer on the stack, with characters of each length at the end.
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
