// Which options and profiles are refused?
import { HashRing, profiles } from 'ringwise'

import { refuses, ring, wrong } from './refusals.mjs'

/** Invalid options and nodes of a profile: its name, the options, the message, and the node if the error is about a node.
 * @type {Array<[import('ringwise').Profile, { [name: string]: unknown }, string, import('ringwise').NodeOptions?]>} */
const ofProfiles = [
  ['haproxy', { hash: 'md5' }, 'hash "md5": one of "sdbm", "djb2", "wt6", "crc32"'],
  ['haproxy', { hash: 7 }, 'hash 7: one of "sdbm", "djb2", "wt6", "crc32"'],
  ['haproxy', { avalanche: 'yes' }, 'avalanche "yes": true or false'],
  ['haproxy', { balanceFactor: 100 }, 'balanceFactor 100: an integer from 101 to 65535'],
  [
    'haproxy',
    { hsh: 'sdbm' },
    'unknown option "hsh": the options are profile, hashTag, zones, replicationFactor, loadFactor, hash, avalanche, balanceFactor',
  ],
  // Names in the spelling of other languages are refused.
  [
    'haproxy',
    { balance_factor: 150 },
    'unknown option "balance_factor": the options are profile, hashTag, zones, replicationFactor, loadFactor, hash, avalanche, balanceFactor',
  ],
  ['ketama', { 'Ä_b-C ': 1 }, 'unknown option "Ä_b-C ": the options are profile, hashTag, zones, replicationFactor, loadFactor'],
  ['npm_hashring', { defaultPort: true }, 'defaultPort true: an integer from 1 to 65535'],
  ['envoy_maglev', { tableSize: 100 }, 'tableSize 100: a prime number'],
  ['envoy_ring_hash', { maximum: 1000 }, 'maximum 1000: at least the minimum, 1024'],
  ['points', { bits: 32 }, 'keyHash is missing: one of "crc32", "md5", "fnv1a_32", "one_at_a_time", "murmur"'],
  [
    'cassandra',
    { strategy: 'network' },
    'replication is missing: with strategy "network" a map from data centres to integers from 0 to 16777216',
  ],
  ['cassandra', { replication: { dc1: 3 } }, 'replication {"dc1": 3}: an integer from 1 to 16777216'],
  ['cassandra', { replication: new Map([['dc1', 3n]]) }, 'replication {"dc1": 3}: an integer from 1 to 16777216'],
  [
    'buraksezer_v0',
    { partitions: 5, loadPercent: 50 },
    'loadPercent 50: 1 nodes have no room for 5 partitions, so give more partitions or a higher load',
    {},
  ],
  ['cassandra', {}, 'points are missing for node "a": under profile cassandra a node is given its points', {}],
  [
    'cassandra',
    {},
    'point 9223372036854775808 for node "a": an integer from -9223372036854775808 to 9223372036854775807',
    { points: [2n ** 63n] },
  ],
  [
    'cassandra',
    {},
    `point ${2n ** 127n - 1n} for node "a": an integer from -9223372036854775808 to 9223372036854775807`,
    { points: [2n ** 200n] },
  ],
  ['points', { bits: 32, keyHash: 'crc32' }, 'point -1 for node "a": an integer from 0 to 4294967295', { points: [-1] }],
  ['npm_hashring', {}, 'vnodes 0 for node "a": an integer from 1 to 67108864', { vnodes: 0 }],
]

/** @type {Array<[string, () => unknown]>} */
const invalidOfProfiles = ofProfiles.map(([profile, options, message, node]) => [
  message,
  () => new HashRing(node === undefined ? [] : { a: node }, wrong({ profile, ...options })),
])

refuses('INVALID_OPTION', [
  ['loadFactor 100: an integer from 101 to 10000', () => ring().setLoadFactor(100)],
  ['vnodes 0: an integer from 1 to 67108864', () => new HashRing([], { vnodes: 0 })],
  ['vnodes 67108865: an integer from 1 to 67108864', () => new HashRing([], { vnodes: 2 ** 26 + 1 })],
  ['seed -1: an integer from 0 to 4294967295', () => new HashRing([], { seed: -1 })],
  ['seed 4294967296: an integer from 0 to 4294967295', () => new HashRing([], { seed: 2 ** 32 })],
  ['replicationFactor 0: an integer from 1 to 16777216', () => new HashRing([], { replicationFactor: 0 })],
  ['loadFactor 100: an integer from 101 to 10000', () => new HashRing([], { loadFactor: 100 })],
  ['loadFactor 10001: an integer from 101 to 10000', () => new HashRing([], { loadFactor: 10_001 })],
  ['zones "wide": "spread" or "strict"', () => new HashRing([], { zones: wrong('wide') })],
  ['hashTag "{": two ASCII characters such as "{}"', () => new HashRing([], { hashTag: '{' })],
  ['hashTag "": two ASCII characters such as "{}"', () => new HashRing([], { hashTag: '' })],
  [
    'unknown option "vnode": the options are profile, hashTag, zones, replicationFactor, loadFactor, vnodes, seed, cap',
    () => new HashRing([], wrong({ vnode: 1 })),
  ],
  [
    'unknown option "hash_tag": the options are profile, hashTag, zones, replicationFactor, loadFactor, vnodes, seed, cap',
    () => new HashRing([], wrong({ hash_tag: '{}' })),
  ],
  ['cap 100: an integer from 101 to 1000', () => new HashRing([], { cap: 100 })],
  ['cap "105": an integer from 101 to 1000', () => new HashRing([], { cap: wrong('105') })],
  ['replicas 33554433: at most 33554432 for 2 nodes', () => ring().shares(2 ** 25 + 1)],
  ['replicas 9223372036854775807: at most 33554432 for 2 nodes', () => ring().forecast(['a'], 1e300)],
  ['replicas 33554433: at most 33554432 for 2 nodes', () => ring().plan(ring(), 2 ** 25 + 1)],
  ['unknown option "weigth": the options are name, weight, zone, identity, vnodes, points, meta', () => new HashRing({ a: wrong({ weigth: 1 }) })],
  ['vnodes "160": an integer from 1 to 67108864', () => new HashRing([], { vnodes: wrong('160') })],
  ['seed 9223372036854775807 or more: an integer from 0 to 4294967295', () => new HashRing([], { seed: wrong(1n << 200n) })],
  ['seed -9223372036854775808 or less: an integer from 0 to 4294967295', () => new HashRing([], { seed: wrong(-(1n << 200n)) })],
  ['hashTag 1: two ASCII characters such as "{}"', () => new HashRing([], { hashTag: wrong(1) })],
  ['zones true: "spread" or "strict"', () => new HashRing([], { zones: wrong(true) })],
  ['loadFactor {"a": 1}: an integer from 101 to 10000', () => new HashRing([], { loadFactor: wrong({ a: 1 }) })],
  ...invalidOfProfiles,
])

refuses('UNKNOWN_PROFILE', [
  [
    `unknown profile "ketma": the profiles are ${profiles().join(', ')}`,
    () => new HashRing([], { profile: wrong('ketma') }),
  ],
])
