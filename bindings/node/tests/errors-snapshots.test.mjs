// Which bytes and which JSON are refused?
import { HashRing, profiles } from 'ringwise'

import { refuses, refusesTypes, ring, wrong } from './refusals.mjs'

const snapshot = () => ring().toBytes()
const SNAPSHOT_OPTIONS = 'the options are replicationFactor, loadFactor'

refuses('INVALID_NAME', [
  ['name "": a name is 1 to 65535 bytes of UTF-8', () => HashRing.fromJson('{"nodes": [""]}')],
])

refuses('INVALID_OPTION', [
  ['cap 1001: an integer from 101 to 1000', () => HashRing.fromJson('{"cap": 1001}')],
  ['replicationFactor 0: an integer from 1 to 16777216', () => HashRing.fromBytes(snapshot(), { replicationFactor: 0 })],
  ['loadFactor 100: an integer from 101 to 10000', () => HashRing.fromJson('{}', { loadFactor: 100 })],
  [`unknown option "vnodes": ${SNAPSHOT_OPTIONS}`, () => HashRing.fromBytes(snapshot(), wrong({ vnodes: 160 }))],
  [`unknown option "replicas": ${SNAPSHOT_OPTIONS}`, () => HashRing.fromJson('{}', wrong({ replicas: 2 }))],
  // The error of a JSON text spells options as the text does.
  ['balance_factor 100: an integer from 101 to 65535', () => HashRing.fromJson('{"profile": "haproxy", "balance_factor": 100}')],
])

refuses('UNKNOWN_PROFILE', [
  [`unknown profile "ketma": the profiles are ${profiles().join(', ')}`, () => HashRing.fromJson('{"profile": "ketma"}')],
])

refuses('UNSUPPORTED', [
  [
    'loadFactor 150: profile lafikl has a rule of its own for what makes a node full',
    () => HashRing.fromJson('{"profile": "lafikl"}', { loadFactor: 150 }),
  ],
])

refuses('BAD_SNAPSHOT', [
  ['snapshot, byte 0: "": a snapshot begins with "ringwise"', () => HashRing.fromBytes(new Uint8Array())],
  ['snapshot, byte 0: "not one": a snapshot begins with "ringwise"', () => HashRing.fromBytes(Buffer.from('not one'))],
  ['snapshot, byte 8: 8 bytes: a snapshot has more, so it was cut', () => HashRing.fromBytes(snapshot().subarray(0, 8))],
  ['snapshot, line 1, column 0: EOF while parsing a value', () => HashRing.fromJson('')],
  [
    'snapshot, line 2, column 8: unknown field "vnode": the fields are ringwise, nodes, profile, vnodes, seed, cap, hash_tag, zones',
    () => HashRing.fromJson('{\n "vnode": 1}'),
  ],
  ['snapshot, line 1, column 13: a lone surrogate: a text is UTF-8, which has none', () => HashRing.fromJson('{"nodes": ["\ud800"]}')],
  ['snapshot, line 2, column 7: a lone surrogate: a text is UTF-8, which has none', () => HashRing.fromJson('{"nodes":\n ["éa\udc00\ud800"]}')],
  ['snapshot, line 1, column 19: unexpected end of hex escape', () => HashRing.fromJson('{"nodes": ["\\ud800"]}')],
])

refuses('SNAPSHOT_VERSION', [
  ['snapshot format 2: this version of ringwise reads format 1, so read it with a later one', () => HashRing.fromJson('{"ringwise": 2}')],
])

refusesTypes([
  ['bytes of type string: a Buffer or a Uint8Array is needed', () => HashRing.fromBytes(wrong('ringwise'))],
  ['bytes of type ArrayBuffer: a Buffer or a Uint8Array is needed', () => HashRing.fromBytes(wrong(new ArrayBuffer(8)))],
  ['bytes of type undefined: a Buffer or a Uint8Array is needed', () => wrong(HashRing).fromBytes()],
  ['text of type Buffer: a string is needed', () => HashRing.fromJson(wrong(Buffer.from('{}')))],
  ['text of type Object: a string is needed', () => HashRing.fromJson(wrong({}))],
  ['options of type number: an object is needed', () => HashRing.fromBytes(snapshot(), wrong(3))],
  ['options of type null: an object is needed', () => HashRing.fromJson('{}', wrong(null))],
  ['loadFactor 1.5: an integer is needed', () => HashRing.fromJson('{}', { loadFactor: 1.5 })],
])
