// Does a plan, applied key by key, turn one ring into the other, with no move too many?
import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { HashRing } from 'ringwise'

import { WHOLE, arcs, holds, lengthOf, namesAt, related } from './rings.mjs'
import { realKeys } from './script.mjs'

/** @typedef {import('ringwise').Move} Move */
/** @typedef {import('ringwise').NodeOptions} NodeOptions */

const keys = realKeys(40)
const zones = fc.constantFrom(/** @type {const} */ ('spread'), /** @type {const} */ ('strict'))

/** @param {Map<string, NodeOptions>} nodes
 * @param {'spread' | 'strict'} zones */
const ringOf = (nodes, zones = 'spread') => new HashRing(nodes, { vnodes: 4, zones })

/** @param {Iterable<bigint>} numbers */
const sum = (numbers) => [...numbers].reduce((all, number) => all + number, 0n)

/** Returns whether a move contains a position.
 * @param {Move} move
 * @param {bigint} position */
const covers = ({ start, end }, position) => (start < end ? start < position && position <= end : position > start || position <= end)

/** Returns the moves between two lists of nodes, as rank, source and target, by the documented rule.
 * @param {string[]} before
 * @param {string[]} after */
function changes(before, after) {
  const leavers = before.filter((name) => !after.includes(name))
  const stayer = before.find((name) => after.includes(name))
  const arrivals = after.filter((name) => !before.includes(name))
  return arrivals.map((target, i) => [after.indexOf(target), leavers[i] ?? stayer ?? leavers[0] ?? null, target])
}

test(
  'a plan says of every position what its two lists say',
  holds(
    fc.property(related, related, zones, fc.nat({ max: 3 }), (there, here, zones, replicas) => {
      const [before, after] = [ringOf(there, zones), ringOf(here, zones)]
      const moves = [...before.plan(after, replicas)]
      const [old, now] = [arcs(before, replicas), arcs(after, replicas)]
      // Nothing changes between two of these. 0 is the segment that wraps around the end.
      for (const position of [0n, ...[...old, ...now].map(({ end }) => end)]) {
        const found = moves.filter((move) => covers(move, position)).sort((a, b) => a.rank - b.rank)
        assert.deepEqual(
          found.map(({ rank, source, target }) => [rank, source, target]),
          changes(namesAt(old, position), namesAt(now, position)),
        )
      }
      const sorted = [...moves].sort((a, b) => Number(a.start > b.start) - Number(a.start < b.start) || a.rank - b.rank)
      assert.deepEqual(moves, sorted)
    }),
  ),
)

test(
  'a plan applied key by key gives the new holders',
  holds(
    fc.property(related, related, zones, fc.nat({ max: 3 }), (there, here, zones, replicas) => {
      const [before, after] = [ringOf(there, zones), ringOf(here, zones)]
      const plan = before.plan(after, replicas)
      const all = [...plan]
      for (const key of keys) {
        const [old, now] = [before.getNodes(key, replicas), after.getNodes(key, replicas)]
        const moves = plan.movesOf(key)
        assert.deepEqual(
          moves.map(({ rank, source, target }) => [rank, source, target]),
          changes(old, now),
        )
        assert.deepEqual(new Set([...old.filter((name) => now.includes(name)), ...moves.map(({ target }) => target)]), new Set(now))
        for (const move of moves) assert(all.some((each) => each.start === move.start && each.end === move.end && each.rank === move.rank))
      }
    }),
  ),
)

test(
  'totals are those of the moves, and net to what each node holds more',
  holds(
    fc.property(related, related, zones, fc.nat({ max: 3 }), (there, here, zones, replicas) => {
      const [before, after] = [ringOf(there, zones), ringOf(here, zones)]
      const plan = before.plan(after, replicas)
      const moves = [...plan]
      const totals = plan.totals()
      for (const { source, target, parts } of totals) {
        assert.equal(sum(moves.filter((move) => move.source === source && move.target === target).map(lengthOf)), parts)
      }
      assert.equal(sum(moves.map(lengthOf)), plan.moved)
      assert.equal(sum(totals.map(({ parts }) => parts)), plan.moved)
      const [held, holds] = [before.shares(replicas), after.shares(replicas)]
      const more = (/** @type {string} */ name) => (holds.get(name)?.parts ?? 0n) - (held.get(name)?.parts ?? 0n)
      const names = [...new Set([...held.keys(), ...holds.keys()])]
      assert.equal(plan.minimum, sum(names.map(more).filter((parts) => parts > 0n)))
      assert(plan.minimum <= plan.moved)
      assert.deepEqual([plan.total, plan.movedFraction], [WHOLE, Number(plan.moved) / 2 ** 64])
      assert.equal(plan.minimumFraction, Number(plan.minimum) / 2 ** 64)
      const length = (/** @type {HashRing} */ ring) => ring.getNodes('any key', replicas).length
      if (length(before) !== length(after)) return
      for (const name of names) {
        const gets = sum(totals.filter(({ target }) => target === name).map(({ parts }) => parts))
        const gives = sum(totals.filter(({ source }) => source === name).map(({ parts }) => parts))
        assert.equal(gets - gives, more(name))
      }
    }),
  ),
)

test(
  'reversed, source and target are swapped',
  holds(
    fc.property(related, related, (there, here) => {
      const [before, after] = [ringOf(there), ringOf(here)]
      assert.deepEqual([...before.plan(before, 3)], [])
      if (before.getNode('any key') === null || after.getNode('any key') === null) return
      const swapped = [...after.plan(before)].map(({ source, target, ...rest }) => ({ ...rest, source: target, target: source }))
      assert.deepEqual([...before.plan(after)], swapped)
    }),
  ),
)

test(
  'one edit of a native ring moves the least',
  holds(
    fc.property(related, zones, fc.constantFrom(...'abcdefgh'), fc.nat({ max: 3 }), fc.integer({ min: 1, max: 3 }), (nodes, zones, name, weight, replicas) => {
      const before = ringOf(nodes, zones)
      const after = before.clone()
      if (after.has(name)) after.setWeight(name, weight)
      else after.addNode(name, { weight, zone: 'x' })
      for (const plan of [before.plan(after, replicas), after.plan(before, replicas)]) assert.equal(plan.moved, plan.minimum)
    }),
  ),
)

test('the whole ring moves as one', () => {
  const move = { start: 0n, end: 0n, rank: 0, source: 'a', target: 'b' }
  const plan = new HashRing(['a']).plan(new HashRing(['b']))
  assert.deepEqual([[...plan], plan.movesOf('foo'), plan.totals()], [[move], [move], [{ source: 'a', target: 'b', parts: WHOLE }]])
  assert.deepEqual([plan.total, plan.moved, plan.minimum, plan.movedFraction, plan.minimumFraction], [WHOLE, WHOLE, WHOLE, 1, 1])
  const first = new HashRing().plan(new HashRing(['b', 'c']), 2)
  assert.deepEqual([...first].map(({ source }) => source).filter((source) => source !== null), [])
  assert.deepEqual([first.moved, first.totals().map(({ source }) => source)], [2n * WHOLE, [null, null]])
  assert.deepEqual([...new HashRing(['a']).plan(new HashRing())], [])
})

test('a plan keeps the rings that it was made of', () => {
  const [before, after] = [new HashRing(['a', 'b', 'c']), new HashRing(['a', 'b', 'd'])]
  const plan = before.plan(after, 2)
  const moves = [...plan]
  const [table, json, sums] = [String(plan), JSON.stringify(plan), plan.totals()]
  const walk = plan[Symbol.iterator]()
  assert.deepEqual(walk.next().value, moves[0])
  before.setNodes(['e'])
  after.close()
  before.close()
  assert.deepEqual([...plan], moves)
  assert.deepEqual([...{ [Symbol.iterator]: () => walk }], moves.slice(1))
  assert.deepEqual([String(plan), JSON.stringify(plan), plan.totals()], [table, json, sums])
  assert.deepEqual(plan.movesOf('foo').length, plan.movesOf(Buffer.from('foo')).length)
})

test('names are those of each ring, though their numbers differ', () => {
  const [before, after] = [new HashRing(['x', 'y', 'a']), new HashRing(['b', 'a'])]
  before.removeNode('x')
  after.addNode('z')
  after.replaceNode('b', 'c')
  const plan = before.plan(after)
  for (const key of keys) {
    const [source, target] = [before.getNode(key), after.getNode(key)]
    assert.deepEqual(
      plan.movesOf(key).map((move) => [move.source, move.target]),
      source === target ? [] : [[source, target]],
    )
  }
})

test('several loops over one plan do not disturb each other', () => {
  const names = Array.from({ length: 100 }, (_, i) => `node-${i}`)
  const plan = new HashRing(names, { vnodes: 20 }).plan(new HashRing(names.slice(50), { vnodes: 20 }), 2)
  const moves = [...plan]
  assert(moves.length > 1000)
  let i = 0
  for (const move of plan) {
    assert.deepEqual(move, moves[i])
    if (i % 500 === 0) assert.deepEqual([...plan], moves)
    assert(plan.movesOf(`key-${i}`).length <= 2)
    i += 1
  }
  assert.equal(i, moves.length)
  for (const move of plan) {
    assert.deepEqual(move, moves[0])
    break
  }
})

test('a key may be part of more moves than most', () => {
  const names = (/** @type {string} */ letter) => Array.from({ length: 100 }, (_, i) => `${letter}-${i}`)
  const [before, after] = [new HashRing(names('a'), { vnodes: 2 }), new HashRing(names('b'), { vnodes: 2 })]
  for (const replicas of [15, 16, 17, 100]) {
    const moves = before.plan(after, replicas).movesOf('foo')
    assert.deepEqual(
      moves.map(({ target }) => target),
      after.getNodes('foo', replicas),
    )
    assert.deepEqual(
      moves.map(({ source }) => source),
      before.getNodes('foo', replicas),
    )
  }
})

test('a plan of a million moves is never a list', () => {
  const names = (/** @type {string} */ letter) => Array.from({ length: 100 }, (_, i) => `${letter}-${i}`)
  const options = { vnodes: 5000 }
  const plan = new HashRing(names('a'), options).plan(new HashRing(names('b'), options))
  let [count, most] = [0, 0]
  const before = process.memoryUsage().arrayBuffers
  for (const { end } of plan) {
    count += 1
    if (count % 10_000 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers - before)
    assert(end >= 0n)
  }
  assert(count > 900_000, `${count} moves`)
  // The buffer of one loop, not all its moves.
  assert(most < 1 << 20, `${most} bytes`)
})

test('a plan says it as JSON and as a table', () => {
  const before = new HashRing(['a', 'b', 'c"\n'])
  const after = before.clone()
  after.removeNode('a')
  const plan = before.plan(after, 2)
  const json = JSON.parse(JSON.stringify(plan))
  assert.deepEqual(JSON.parse(JSON.stringify({ plan })).plan, json)
  const [total, moved, minimum] = [plan.total, plan.moved, plan.minimum].map(String)
  assert.deepEqual({ ...json, totals: 0, moves: 0 }, { total, replicas: 2, moved, minimum, totals: 0, moves: 0 })
  assert.deepEqual(
    json.totals,
    plan.totals().map(({ parts, ...pair }) => ({ ...pair, parts: String(parts) })),
  )
  assert.deepEqual(
    json.moves,
    [...plan].map(({ start, end, ...rest }) => ({ start: String(start), end: String(end), ...rest })),
  )
  assert.equal(
    String(new HashRing(['a']).plan(new HashRing(['b']))),
    'from  to      share\na     b   100.000 %\nmoved 100.000 % of the key space; at least 100.000 % must move',
  )
})

test('what a plan says cannot be changed', () => {
  'use strict'
  const plan = /** @type {any} */ (new HashRing(['a']).plan(new HashRing(['b'])))
  assert.throws(() => (plan.moved = 0n), TypeError)
  assert.deepEqual(Object.keys(plan), ['total', 'moved', 'minimum', 'movedFraction', 'minimumFraction'])
})

test('rings of the same key rules have a plan, whatever else differs', () => {
  const names = ['10.0.0.1:11211', '10.0.0.2:11211', '10.0.0.3:11211']
  for (const profile of /** @type {const} */ (['ketama', 'haproxy', 'uhashring', 'nginx_consistent', 'envoy_maglev'])) {
    const [before, after] = [new HashRing(names, { profile }), new HashRing(names.slice(1), { profile })]
    const plan = before.plan(after)
    assert(plan.total > 0n && plan.moved > 0n)
    for (const key of keys) {
      const [source, target] = [before.getNode(key), after.getNode(key)]
      const moves = plan.movesOf(key)
      // Of a longer position, the leading 64 bits count.
      assert.deepEqual(
        moves.map((move) => [move.source, move.target]),
        source === target ? [] : [[source, target]],
        profile,
      )
    }
  }
  const capped = new HashRing(names, { cap: 105, vnodes: 100 })
  const plan = new HashRing(names).plan(capped)
  assert(plan.moved >= plan.minimum && plan.minimum > 0n)
})

test('an overlap is what real keys show', () => {
  const names = Array.from({ length: 10 }, (_, i) => `10.0.0.${i}:11211`)
  const keys = Array.from({ length: 100_000 }, (_, i) => `user:${i}`)
  const ring = new HashRing(names)
  for (const other of [new HashRing(names.slice(2), { seed: 1 }), new HashRing(names, { profile: 'ketama' })]) {
    const expected = ring.overlap(other)
    const kept = ring.compare(other, keys).kept / keys.length
    assert(Math.abs(kept - expected) < 5 * Math.sqrt((expected * (1 - expected)) / keys.length), `${kept} of ${expected}`)
    assert(Math.abs(other.overlap(ring) - expected) < 1e-12)
  }
  assert.equal(ring.overlap(new HashRing()), 0)
})
