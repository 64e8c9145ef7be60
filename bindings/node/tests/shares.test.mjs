// Do shares, ranges, forecasts and counts agree with the ring's points and lookups?
import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { HashRing } from 'ringwise'

import { WHOLE, arcs, holds, lengthOf, members, related, settings, some } from './rings.mjs'
import { realKeys } from './script.mjs'

/** @param {Iterable<bigint>} numbers */
const sum = (numbers) => [...numbers].reduce((all, number) => all + number, 0n)

/** @param {number} value
 * @param {number} expected */
const near = (value, expected) => assert(Math.abs(value - expected) < 1e-9 * Math.max(1, expected), `${value} is not ${expected}`)

test(
  'shares are those of the arcs between points',
  holds(
    fc.property(related, settings, fc.nat({ max: 4 }), (nodes, all, replicas) => {
      const ring = new HashRing(nodes, { ...all, vnodes: Math.min(all.vnodes, 5) })
      /** @type {Map<string, bigint[]>} */
      const expected = new Map(ring.nodes().map((name) => [name, new Array(replicas).fill(0n)]))
      for (const { names, ...range } of arcs(ring, replicas)) {
        // Of equal points, the range of the second is empty, not the whole ring.
        const length = range.start === range.end && ring.points().length > 1 ? 0n : lengthOf(range)
        names.forEach((name, rank) => {
          const byRank = /** @type {bigint[]} */ (expected.get(name))
          byRank[rank] = (byRank[rank] ?? 0n) + length
        })
      }
      const shares = ring.shares(replicas)
      assert.deepEqual(
        [...shares].map(([name, { byRank }]) => [name, byRank]),
        [...expected],
      )
      assert.equal(shares.total, WHOLE)
    }),
  ),
)

test(
  'shares sum to the whole times the length of the lists, fair ones by weight',
  holds(
    fc.property(members, settings, fc.nat({ max: 6 }), (nodes, all, replicas) => {
      const ring = new HashRing(nodes, all)
      const shares = ring.shares(replicas)
      const length = ring.getNodes('any key', replicas).length
      assert.equal(sum([...shares.values()].map(({ parts }) => parts)), WHOLE * BigInt(length))
      const weight = [...nodes.values()].reduce((all, { weight = 1 }) => all + weight, 0)
      for (const [name, { parts, byRank, fraction, fair }] of shares) {
        assert.equal(parts, sum(byRank))
        near(fraction, Number(parts) / 2 ** 64)
        near(fair, (length * (nodes.get(name)?.weight ?? 1)) / (weight || 1))
      }
    }),
  ),
)

test(
  'ranges are sorted, touch none of their own, and add up to the share',
  holds(
    fc.property(members, settings, (nodes, all) => {
      const ring = new HashRing(nodes, all)
      for (const [name, { parts }] of ring.shares()) {
        const ranges = ring.ranges(name)
        assert.equal(sum(ranges.map(lengthOf)), parts)
        ranges.forEach(({ start }, i) => assert(i === 0 || start > /** @type {import('ringwise').Range} */ (ranges[i - 1]).end))
      }
    }),
  ),
)

test(
  'a forecast is the shares of the ring without the failed',
  holds(
    fc.property(some, settings, fc.infiniteStream(fc.boolean()), fc.nat({ max: 4 }), (nodes, all, down, replicas) => {
      const ring = new HashRing(nodes, all)
      const failures = [...nodes.keys()].filter(() => down.next().value)
      const without = new HashRing(ring, all)
      for (const name of failures) without.removeNode(name)
      const forecast = ring.forecast(new Set(failures), replicas)
      const left = [...forecast].filter(([name]) => !failures.includes(name))
      assert.deepEqual(left, [...without.shares(replicas)])
      for (const name of failures) {
        assert.deepEqual(forecast.get(name), { parts: 0n, byRank: new Array(replicas).fill(0n), fraction: 0, fair: 0 })
      }
    }),
  ),
)

test('a forecast is what marks do', () => {
  const nodes = new Map(Array.from({ length: 6 }, (_, i) => [`node-${i}`, { zone: ['x', 'y', 'z'][i % 3] }]))
  const ring = new HashRing(nodes, { vnodes: 20 })
  const forecast = ring.forecast(['node-0', 'node-4'], 2)
  for (const name of ['node-0', 'node-4']) ring.markNodeUnhealthy(name)
  const keys = realKeys(1000)
  const lists = keys.map((key) => ring.getHealthyNodes(key, 2))
  for (const [name, { fraction }] of forecast) {
    const counted = lists.filter((list) => list.includes(name)).length / keys.length
    assert(Math.abs(counted - fraction) < 0.08, `${name} has ${counted} of the keys, ${fraction} is expected`)
    assert.equal(counted === 0, fraction === 0)
  }
})

test('shares are a Map with a total', () => {
  const shares = new HashRing({ b: 1, a: 2, drained: 0 }).shares()
  assert(shares instanceof Map)
  assert.deepEqual([...shares.keys()], ['a', 'b', 'drained'])
  assert.deepEqual([shares.size, shares.has('a'), shares.get('c'), shares.total], [3, true, undefined, WHOLE])
  assert.deepEqual(Object.keys(/** @type {object} */ (shares.get('a'))), ['parts', 'byRank', 'fraction', 'fair'])
  assert.deepEqual(shares.get('drained'), { parts: 0n, byRank: [0n], fraction: 0, fair: 0 })
  // One node alone owns 2^64 positions, more than 64 bits can hold.
  assert.deepEqual(new HashRing(['a']).shares().get('a'), { parts: WHOLE, byRank: [WHOLE], fraction: 1, fair: 1 })
  assert.equal(new HashRing().shares(3).size, 0)
})

test('a share has all ranks that were asked for, however many', () => {
  const [share] = new HashRing(['a']).shares(2 ** 20).values()
  assert.equal(share?.byRank.length, 2 ** 20)
  assert.deepEqual(share?.byRank.slice(0, 2), [WHOLE, 0n])
  assert.equal(share?.byRank.at(-1), 0n)
  assert.deepEqual(new HashRing(['a']).shares(0).get('a'), { parts: 0n, byRank: [], fraction: 0, fair: 0 })
})

test('the whole ring is one range', () => {
  assert.deepEqual(new HashRing(['a']).ranges('a'), [{ start: 0n, end: 0n }])
  assert.deepEqual(new HashRing({ a: 1, b: 0 }).ranges('b'), [])
  const narrow = new HashRing({ a: { points: [10] }, b: { points: [7] } }, { profile: 'points', bits: 32, keyHash: 'crc32' })
  assert.deepEqual(narrow.ranges('a'), [{ start: 7n, end: 10n }])
  assert.deepEqual(narrow.ranges('b'), [{ start: 10n, end: 7n }])
  assert.deepEqual([narrow.shares().total, narrow.shares().get('a')?.parts], [2n ** 32n, 3n])
})

test('statistics are those of the shares', () => {
  const ring = new HashRing({ a: 1, b: 2, c: 3, drained: 0 }, { vnodes: 20 })
  const ratios = [...ring.shares().values()].filter(({ fair }) => fair > 0).map(({ fraction, fair }) => fraction / fair)
  const { nodes, points, bytes, maxOverFair, minOverFair, deviation, overCap } = ring.stats()
  assert.deepEqual([nodes, points, overCap, ratios.length], [4, 120, [], 3])
  assert(bytes > 120 * 8)
  assert.deepEqual([maxOverFair, minOverFair], [Math.max(...ratios), Math.min(...ratios)])
  const mean = ratios.reduce((all, ratio) => all + ratio, 0) / 3
  near(deviation, Math.sqrt(ratios.reduce((all, ratio) => all + (ratio - mean) ** 2, 0) / 3))
  assert.deepEqual({ ...new HashRing().stats(), bytes: 0 }, { nodes: 0, points: 0, bytes: 0, maxOverFair: 0, minOverFair: 0, deviation: 0, overCap: [] })
})

test('a cap holds to the last position, and says where it does not', () => {
  const nodes = new Map(Array.from({ length: 50 }, (_, i) => [`node-${i}`, 1 + (i % 3)]))
  const ring = new HashRing(nodes, { cap: 105 })
  const weight = [...nodes.values()].reduce((all, weight) => all + weight)
  for (const [name, { parts }] of ring.shares()) {
    assert(parts * 100n * BigInt(weight) <= 105n * WHOLE * BigInt(nodes.get(name) ?? 0), name)
  }
  assert(ring.stats().maxOverFair <= 1.05 && new HashRing(nodes).stats().maxOverFair > 1.05)
  assert.deepEqual([ring.options.cap, 'cap' in new HashRing().options, ring.stats().overCap], [105, false, []])
  assert(!ring.equals(new HashRing(nodes)) && new HashRing(ring, ring.options).equals(ring))
  // With four points a node can lose three at most.
  const few = new HashRing(nodes, { vnodes: 4, cap: 101 })
  const { maxOverFair, overCap } = few.stats()
  assert(maxOverFair > 1.01 && overCap.length > 0)
  const over = [...few.shares()].filter(([, { fraction, fair }]) => fraction > 1.01 * fair).map(([name]) => name)
  assert.deepEqual(overCap, over)
})

test(
  'groups are the keys of each owner, in their order',
  holds(
    fc.property(members, settings, fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array())), (nodes, all, keys) => {
      const ring = new HashRing(nodes, all)
      /** @type {Map<string | null, Array<string | Uint8Array>>} */
      const expected = new Map()
      for (const key of keys) expected.set(ring.getNode(key), [...(expected.get(ring.getNode(key)) ?? []), key])
      assert.deepEqual([...ring.group(keys)], [...expected])
      assert.deepEqual([...ring.group(keys.values())], [...expected])
    }),
  ),
)

test('a group holds the very keys that were given', () => {
  const keys = [Buffer.from('user:1'), new Uint8Array([1, 2]), 'user:3', Buffer.from('user:1')]
  const groups = new HashRing(['a', 'b', 'c']).group(new Set(keys))
  assert.deepEqual(new Set([...groups.values()].flat()), new Set(keys))
  for (const key of [...groups.values()].flat()) assert(keys.includes(key))
  assert.deepEqual(new HashRing().group(['a', 'b']), new Map([[null, ['a', 'b']]]))
  assert.deepEqual(new HashRing(['a']).group([]), new Map())
})

test('a distribution counts every key', () => {
  const ring = new HashRing({ a: 1, b: 2, drained: 0 })
  const keys = realKeys(1000)
  const { counts, expected, ...sums } = ring.analyzeDistribution(keys.map((key, i) => (i % 2 ? key : Buffer.from(key))))
  const groups = ring.group(keys)
  assert.deepEqual(counts, new Map([['a', groups.get('a')?.length], ['b', groups.get('b')?.length], ['drained', 0]]))
  let chiSquare = 0
  for (const [name, { fraction }] of ring.shares()) {
    near(expected.get(name) ?? NaN, fraction * 1000)
    if (fraction > 0) chiSquare += ((counts.get(name) ?? NaN) - fraction * 1000) ** 2 / (fraction * 1000)
  }
  near(sums.chiSquare, chiSquare)
  assert.equal(sums.keys, 1000)
  assert(sums.pValue > 0.001 && sums.pValue < 1)
  assert(ring.analyzeDistribution(new Array(10_000).fill('one key')).pValue < 0.001)
  assert.deepEqual(Object.keys(sums), ['keys', 'chiSquare', 'pValue'])
})

test('a distribution of nothing', () => {
  const nothing = { counts: new Map([['a', 0]]), expected: new Map([['a', 0]]), keys: 0, chiSquare: 0, pValue: 1 }
  assert.deepEqual(new HashRing(['a']).analyzeDistribution([]), nothing)
  const empty = { counts: new Map(), expected: new Map(), keys: 2, chiSquare: 0, pValue: 1 }
  assert.deepEqual(new HashRing().analyzeDistribution(new Set(['a', 'b'])), empty)
})

test('keys may edit the ring that counts them', () => {
  const ring = new HashRing(['a', 'b'])
  const keys = Array.from({ length: 10_000 }, (_, i) => `user:${i}`)
  Object.defineProperty(keys, 5000, {
    get() {
      ring.setNodes(['c'])
      return 'user:5000'
    },
  })
  const { counts } = ring.analyzeDistribution(keys)
  assert.deepEqual(counts, new Map([['c', 10_000]]))
  assert.deepEqual([...ring.group(keys).keys()], ['c'])
})

test('a key has a position', () => {
  const ring = new HashRing(['a', 'b', 'c'])
  assert.deepEqual([ring.position('foo'), ring.position('')], [0xe271865701f54561n, 0n])
  assert.ok(new HashRing(['a'], { profile: 'nginx_consistent' }).position('foo') < 2n ** 32n)
  assert.throws(() => ring.position(/** @type {any} */ (7)), { code: 'InvalidArg' })
  ring.close()
  assert.throws(() => ring.position('foo'), { code: 'CLOSED' })
})
