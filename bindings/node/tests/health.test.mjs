// What do marks and loads of nodes change, and how long do they last?
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { HashRing } from 'ringwise'

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

test('the load factor changes while loads are taken, and goes to copies', () => {
  const ring = new HashRing(['a', 'b'], { loadFactor: 200 })
  for (let i = 0; i < 10; i++) ring.acquire('hot key')
  const owner = ring.getNode('hot key') ?? ''
  assert.deepEqual([ring.load(owner), ring.options.loadFactor], [10, 200])
  ring.setLoadFactor(120)
  assert.equal(ring.options.loadFactor, 120)
  // 120 percent of half of 11 loads, rounded up.
  assert.equal(ring.capacity(owner), 7)
  assert.notEqual(ring.acquire('hot key')?.node, owner)
  assert.throws(() => ring.setLoadFactor(10_001), { code: 'INVALID_OPTION' })
  for (const copy of [new HashRing(ring), ring.clone()]) {
    assert.deepEqual([copy.options.loadFactor, copy.totalLoad()], [120, 0])
    copy.setLoadFactor(300)
  }
  assert.equal(ring.options.loadFactor, 120)
  assert.equal(new HashRing(ring, { loadFactor: 150 }).options.loadFactor, 150)
  assert.equal(new HashRing(ring, { profile: 'lafikl' }).options.loadFactor, undefined)
  assert(ring.equals(new HashRing(['a', 'b'])))
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
