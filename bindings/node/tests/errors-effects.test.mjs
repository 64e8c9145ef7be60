// Does a call that throws leave the ring as it was, and pass on the errors of the caller?
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { HashRing } from 'ringwise'

import { ring, wrong } from './refusals.mjs'

test('an error of the caller goes through as it is', () => {
  const mine = new SyntaxError('mine')
  const bad = {
    get weight() {
      throw mine
    },
  }
  const keys = ['a']
  Object.defineProperty(keys, 0, {
    get() {
      throw mine
    },
  })
  const same = (/** @type {unknown} */ error) => error === mine
  assert.throws(() => ring().addNode('c', wrong(bad)), same)
  assert.throws(() => new HashRing({ a: wrong(bad) }), same)
  assert.throws(() => ring().getNodeBatch(keys), same)
  assert.throws(
    () =>
      new HashRing(
        [],
        wrong({
          get seed() {
            throw mine
          },
        }),
      ),
    same,
  )
})

test('an edit that fails changes nothing', () => {
  const edited = new HashRing({ a: { identity: 'x', meta: 1 }, b: 2 })
  const before = edited.clone()
  const mine = new Error('mine')
  const bad = {
    get meta() {
      throw mine
    },
  }
  const late = {
    get name() {
      throw mine
    },
  }
  const broken = (function* () {
    yield 'c'
    throw mine
  })()
  const edits = [
    () => edited.addNode('c', wrong(bad)),
    () => edited.setNodes({ c: wrong(bad) }),
    () => edited.setNodes(new Map([['c', wrong(bad)]])),
    () => edited.setNodes(wrong(['c', { name: 'd' }, late])),
    () => edited.setNodes(broken),
    () => edited.addNode('a'),
    () => edited.addNode('c', { weight: -1 }),
    () => edited.setWeight('a', 1.5),
    () => edited.setNodes({ c: 1, d: wrong('x') }),
    () => edited.setNodes(['c', 'c']),
    () => edited.replaceNode('a', 'b'),
  ]
  edits.forEach((edit, i) => assert.throws(edit, i < 5 ? mine : undefined))
  assert(edited.equals(before))
  assert.deepEqual(
    edited.nodes().map((name) => edited.node(name)),
    before.nodes().map((name) => before.node(name)),
  )
  assert.deepEqual(edited.getNodes('foo', 9), before.getNodes('foo', 9))
})

test('a long name is cut where an error shows it', () => {
  assert.throws(() => ring().node('n'.repeat(100_000)), {
    message: `node "${'n'.repeat(64)}…" is not in the ring: name one of its members`,
  })
})
