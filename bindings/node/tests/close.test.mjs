// Does a closed ring refuse every call?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'

import { HashRing, HealthMonitor } from 'ringwise'

import { refuses, ring } from './refusals.mjs'

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
    () => ring.setLoadFactor(150),
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

refuses('CLOSED', [
  [
    'the ring is closed: make another',
    () => {
      const closed = ring()
      closed.close()
      closed.getNode('foo')
    },
  ],
])
