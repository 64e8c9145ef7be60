// Are the bytes and the JSON of a ring those of the reference, and do they make the ring again?
import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { HashRing } from 'ringwise'

import { Case } from './cases.mjs'
import { holds, members, settings } from './rings.mjs'
import { Record } from './script.mjs'

/** Returns the JSON of a vector as an object, with points as digits.
 * @param {string} text */
const parsed = (text) => JSON.parse(text.replace(/"points": \[([^\]]*)\]/g, (_, points) => `"points": [${points.replace(/-?\d+/g, '"$&"')}]`))

test('every snapshot of the vectors, and what is refused', () => {
  const counts = new Map(['snapshot', 'fingerprint', 'json', 'reads', 'bad', 'bad_json'].map((kind) => [kind, 0]))
  const profiles = new Set()
  let made = new Case('0')
  let ring = new HashRing()
  const reads = (/** @type {HashRing} */ read, /** @type {Record} */ { where }) => {
    assert(read.equals(ring), where)
    assert.deepEqual(read.toBytes(), ring.toBytes(), where)
  }
  for (const record of Record.all('vectors/snapshots.tsv')) {
    const { kind, where } = record
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
    switch (kind) {
      case 'profile':
        made = new Case(where)
        made.read(record, [])
        profiles.add(made.profile)
        break
      case 'option':
      case 'node':
        made.read(record, [])
        break
      case 'snapshot':
        ring = made.ring()
        assert.deepEqual(Buffer.from(ring.toBytes()), record.bytes(1), where)
        reads(HashRing.fromBytes(record.bytes(1)), record)
        break
      case 'fingerprint':
        assert.equal(ring.fingerprint(), record.field(1), where)
        break
      case 'json':
        assert.deepEqual(ring.toJSON(), parsed(record.bytes(1).toString()), where)
        reads(HashRing.fromJson(record.bytes(1).toString()), record)
        reads(HashRing.fromJson(JSON.stringify(ring)), record)
        break
      case 'reads':
        reads(HashRing.fromJson(record.bytes(1).toString()), record)
        break
      case 'bad':
        assert.throws(() => HashRing.fromBytes(record.bytes(1)), { name: 'Error', code: record.field(2) }, where)
        break
      case 'bad_json':
        assert.throws(() => HashRing.fromJson(record.bytes(1).toString()), { name: 'Error', code: record.field(2) }, where)
        break
      default:
        assert.fail(`${where}: no record ${kind}`)
    }
  }
  for (const [kind, count] of counts) assert(count > 8, `${kind}: ${count}`)
  assert(profiles.size > 13)
})

test(
  'a ring comes back from its bytes and from its JSON',
  holds(
    fc.property(members, settings, fc.option(fc.integer({ min: 101, max: 1000 }), { nil: undefined }), (nodes, all, cap) => {
      const ring = new HashRing(nodes, { ...all, cap, hashTag: '<>' })
      for (const other of [HashRing.fromBytes(ring.toBytes()), HashRing.fromJson(JSON.stringify(ring))]) {
        assert(other.equals(ring))
        assert.deepEqual([other.toBytes(), other.toJSON(), other.options], [ring.toBytes(), ring.toJSON(), ring.options])
        assert.deepEqual(
          other.nodes().map((name) => other.node(name)),
          ring.nodes().map((name) => ring.node(name)),
        )
        assert.deepEqual(other.getNodes('foo', 20), ring.getNodes('foo', 20))
        assert.equal(other.fingerprint(), ring.fingerprint())
      }
    }),
  ),
)

test('what a snapshot does not hold is given with it', () => {
  const ring = new HashRing({ a: { meta: 1 }, b: { meta: 2 } }, { replicationFactor: 3, loadFactor: 200 })
  const plain = HashRing.fromBytes(ring.toBytes())
  assert.deepEqual([plain.options.replicationFactor, plain.options.loadFactor, plain.node('a').meta], [2, 125, null])
  assert(plain.equals(ring))
  const options = { replicationFactor: 1, loadFactor: 150 }
  for (const other of [HashRing.fromBytes(ring.toBytes(), options), HashRing.fromJson(JSON.stringify(ring), options)]) {
    assert.deepEqual(other.options, { ...plain.options, ...options })
    assert.equal(other.getNodes('foo').length, 1)
    other.addNode('c', { meta: 3 })
    assert.deepEqual(other.node('c').meta, 3)
  }
  const undefinedOnes = { replicationFactor: undefined, loadFactor: undefined }
  assert.deepEqual(HashRing.fromBytes(ring.toBytes(), undefinedOnes).options, plain.options)
})

test('bytes are a snapshot wherever they are', () => {
  const ring = new HashRing(['a', 'b'])
  const bytes = ring.toBytes()
  assert.equal(Object.getPrototypeOf(bytes), Uint8Array.prototype)
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length + 3), 3)
  shared.set(bytes)
  const part = new Uint8Array(1000)
  part.set(bytes, 500)
  for (const copy of [shared, part.subarray(500, 500 + bytes.length), Buffer.from(bytes)]) assert(HashRing.fromBytes(copy).equals(ring))
  bytes[30] = Number(bytes[30]) ^ 1
  assert.throws(() => HashRing.fromBytes(bytes), { code: 'BAD_SNAPSHOT' })
  assert.deepEqual(ring.toBytes(), HashRing.fromBytes(ring.toBytes()).toBytes())
})

test('no cut, no flipped byte and no byte more is read', () => {
  const bytes = new HashRing({ a: 2, b: { zone: 'z', identity: 'i' } }, { seed: 7, cap: 105 }).toBytes()
  for (let length = 0; length < bytes.length; length++) {
    assert.throws(() => HashRing.fromBytes(bytes.subarray(0, length)), { name: 'Error', code: 'BAD_SNAPSHOT' })
    const flipped = Buffer.from(bytes)
    flipped[length] = Number(flipped[length]) ^ 0x10
    assert.throws(() => HashRing.fromBytes(flipped), { name: 'Error', code: 'BAD_SNAPSHOT' })
  }
  assert.throws(() => HashRing.fromBytes(Buffer.concat([bytes, Buffer.alloc(1)])), { name: 'Error', code: 'BAD_SNAPSHOT' })
})

test('a ring of a snapshot is a ring like others', () => {
  const ring = HashRing.fromJson('{"nodes": ["node-a", {"name": "node-b", "weight": 2}, "node-c"]}')
  assert(ring instanceof HashRing && ring.equals(new HashRing({ 'node-a': 1, 'node-b': 2, 'node-c': 1 })))
  assert.equal(ring.getNode('foo'), 'node-b')
  ring.removeNode('node-b')
  assert.deepEqual(ring.nodes(), ['node-a', 'node-c'])
  ring.close()
  for (const call of [() => ring.toBytes(), () => ring.toJSON(), () => ring.fingerprint(), () => ring.shares(), () => ring.stats()]) {
    assert.throws(call, { code: 'CLOSED' })
  }
  assert.equal(new HashRing(['a', 'b', 'c']).fingerprint(), '455baf8501c973073b57bb3e8d5bdfb2')
})
