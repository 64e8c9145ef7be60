// Are copies of a ring, in memory and as JSON, equal and independent?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as workers from 'node:worker_threads'

import { HashRing } from 'ringwise'

const nodes = { 'node-a': 1, 'node-b': 2, 'node-c': 1 }

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

test('a ring made of a ring is a full copy, and options beside it count', () => {
  const meta = { port: 1 }
  const options = /** @type {const} */ ({ vnodes: 7, seed: 3, hashTag: '{}', zones: 'strict', cap: 120, replicationFactor: 3, loadFactor: 150 })
  const ring = new HashRing({ a: { weight: 2, zone: 'x', identity: 'i', meta }, b: 1 }, options)
  const copy = new HashRing(ring)
  assert(copy.equals(ring))
  assert.deepEqual(copy.options, ring.options)
  assert.deepEqual([...copy].map((name) => copy.node(name)), [...ring].map((name) => ring.node(name)))
  assert.equal(copy.node('a').meta, meta)
  const finer = new HashRing(ring, { vnodes: 20, zones: 'spread', loadFactor: 200 })
  assert.deepEqual(finer.options, { ...ring.options, vnodes: 20, zones: 'spread', loadFactor: 200 })
  assert(finer.equals(new HashRing(copy, finer.options)))
  const plain = new HashRing(ring, { hashTag: null, cap: null, seed: undefined })
  assert.deepEqual([plain.options.hashTag, plain.options.cap, plain.options.seed], [null, undefined, 3])
  copy.removeNode('a')
  copy.addNode('c', { meta: { port: 2 } })
  assert.deepEqual([ring.nodes(), ring.node('a').meta, ring.has('c')], [['a', 'b'], meta, false])
})

test('a copy under another profile takes over what its nodes were given, and nothing derived', () => {
  const named = { '10.0.0.1:11211': { weight: 2, zone: 'x', meta: 1 }, '10.0.0.2:11211': { identity: '10.0.0.9:11211' } }
  const ring = new HashRing(named, { profile: 'libmemcached_ketama_weighted', hashTag: '{}', loadFactor: 150, replicationFactor: 4 })
  assert.equal(ring.node('10.0.0.1:11211').identity, '10.0.0.1')
  const native = new HashRing(ring, { profile: 'native' })
  const expected = new HashRing(named, { hashTag: '{}' })
  assert(native.equals(expected))
  assert.deepEqual(native.options, { ...expected.options, loadFactor: 150, replicationFactor: 4 })
  assert.deepEqual(native.node('10.0.0.1:11211'), expected.node('10.0.0.1:11211'))

  const other = new HashRing(['gone'])
  const { added } = other.setNodes(ring)
  assert.deepEqual(added, ring.nodes())
  assert(other.equals(new HashRing(named)))
  assert.equal(other.node('10.0.0.1:11211').meta, 1)

  const points = new HashRing({ a: { points: [1, 2] } }, { profile: 'points' })
  assert(new HashRing(points, { profile: 'native' }).equals(new HashRing(['a'])))
  const npm = new HashRing({ 'a:1': { vnodes: 3 } }, { profile: 'npm_hashring' })
  assert(new HashRing(npm).equals(npm))
  assert.equal(new HashRing(npm, { profile: 'ketama' }).node('a:1').vnodes, undefined)
})

test('equality is of placement', () => {
  const ring = new HashRing({ a: 1, b: { weight: 2, identity: 'x' } })
  const same = new HashRing({ b: { weight: 2, identity: 'x', meta: 1 }, a: { weight: 1, identity: 'a' } }, { replicationFactor: 9 })
  assert(ring.equals(same) && same.equals(ring))
  assert(!ring.equals(new HashRing({ a: 1, b: { weight: 2 } })))
  assert(!ring.equals({}) && !ring.equals(null) && !ring.equals('ring'))
})
