// Which names, weights, identities and zones are refused, and how many nodes?
import { HashRing } from 'ringwise'

import { refuses, ring, wrong } from './refusals.mjs'

refuses('INVALID_NAME', [
  ['name "": a name is 1 to 65535 bytes of UTF-8', () => new HashRing([''])],
  ['name "": a name is 1 to 65535 bytes of UTF-8', () => ring().addNode('')],
  ['name "": a name is 1 to 65535 bytes of UTF-8', () => ring().replaceNode('a', '')],
  [`name "${'é'.repeat(64)}…" of 65536 bytes: a name is 1 to 65535 bytes of UTF-8`, () => new HashRing(['é'.repeat(32768)])],
  ['name "a\ufffd", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8', () => new HashRing(['a\ud800'])],
  ['name "\ufffd", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8', () => ring().removeNode('\udc00')],
  ['name "\ufffd", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8', () => ring().node('\udc00')],
  ['name "\ufffd", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8', () => ring().ranges('\udc00')],
  ['name "\ufffd", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8', () => ring().forecast(['a', '\udc00'])],
  ['zone "": a zone is 1 to 65535 bytes of UTF-8', () => new HashRing({ a: { zone: '' } })],
  ['zone "\ufffd", which is not UTF-8: a zone is 1 to 65535 bytes of UTF-8', () => ring().addNode('c', { zone: '\ud800' })],
  ['identity "": an identity is 1 to 65535 bytes of UTF-8', () => new HashRing({ a: { identity: '' } })],
  ['identity "\ufffd", which is not UTF-8: an identity is 1 to 65535 bytes of UTF-8', () => ring().addNode('c', { identity: '\ud800' })],
])

refuses('INVALID_WEIGHT', [
  ['weight -1 for node "a": a weight is an integer from 0 to 67108864', () => new HashRing({ a: -1 })],
  ['weight 67108865 for node "a": a weight is an integer from 0 to 67108864', () => new HashRing({ a: { weight: 67108865 } })],
  ['weight 9007199254740992 for node "c": a weight is an integer from 0 to 67108864', () => ring().addNode('c', { weight: 2 ** 53 })],
  ['weight 9223372036854775807 or more for node "a": a weight is an integer from 0 to 67108864', () => ring().setWeight('a', 1e300)],
  ['weight -9223372036854775808 or less for node "a": a weight is an integer from 0 to 67108864', () => ring().setWeight('a', -1e300)],
])

refuses('DUPLICATE_NODE', [
  ['node "a" already exists: a name is unique in its ring', () => new HashRing(['a', 'b', 'a'])],
  ['node "a" already exists: a name is unique in its ring', () => ring().addNode('a')],
  ['node "b" already exists: a name is unique in its ring', () => ring().replaceNode('a', 'b')],
  ['identity "x" for node "c": node "a" has it, and an identity is unique in its ring', () => ring().addNode('c', { identity: 'x' })],
  ['identity "x" for node "x": node "a" has it, and an identity is unique in its ring', () => ring().addNode('x')],
  [
    'identity "i" for node "b": node "a" has it, and an identity is unique in its ring',
    () => new HashRing({ a: { identity: 'i' }, b: { identity: 'i' } }),
  ],
])

refuses('UNKNOWN_NODE', [
  ['node "c" is not in the ring: name one of its members', () => ring().removeNode('c')],
  ['node "c" is not in the ring: name one of its members', () => ring().setWeight('c', 1)],
  ['node "c" is not in the ring: name one of its members', () => ring().replaceNode('c', 'd')],
  ['node "c" is not in the ring: name one of its members', () => ring().node('c')],
  ['node "c" is not in the ring: name one of its members', () => ring().markNodeUnhealthy('c')],
  ['node "c" is not in the ring: name one of its members', () => ring().markNodeHealthy('c')],
  ['node "c" is not in the ring: name one of its members', () => ring().isHealthy('c')],
  ['node "c" is not in the ring: name one of its members', () => ring().health('c')],
  ['node "c" is not in the ring: name one of its members', () => ring().load('c')],
  ['node "c" is not in the ring: name one of its members', () => ring().capacity('c')],
  ['node "c" is not in the ring: name one of its members', () => ring().ranges('c')],
  ['node "c" is not in the ring: name one of its members', () => ring().forecast(['a', 'c'])],
  ['node "toString" is not in the ring: name one of its members', () => ring().node('toString')],
])

refuses('TOO_MANY_POINTS', [
  // No machine has the memory for these points: they are counted before any is made.
  [
    `${2 ** 52} virtual nodes: the weights times vnodes add up to at most 67108864`,
    () => new HashRing({ a: 2 ** 26 }, { vnodes: 2 ** 26 }),
  ],
  ['67108960 virtual nodes: the weights times vnodes add up to at most 67108864', () => ring().addNode('c', 419428)],
  ['67108960 virtual nodes: the weights times vnodes add up to at most 67108864', () => ring().setWeight('b', 419430)],
])
