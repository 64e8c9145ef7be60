// Bad input: each is an error that names what is wrong and says what would be right, and changes nothing.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'

import { HashRing, HealthMonitor, cassandraToken, guavaConsistentHash, jumpHash, profiles, redisSlot } from 'ringwise'

/** What no type checker would let through.
 * @param {unknown} value
 * @returns {any} */
const wrong = (value) => value

const ring = () => new HashRing({ a: { identity: 'x' }, b: 2 })

/** @param {unknown} settings */
const monitor = (settings) => new HealthMonitor(ring(), wrong(settings))
const probe = () => true

const ADDRESS = 'an address is host:port or [IPv6]:port, the port from 1 to 65535'
const MILLISECONDS = 'a number of milliseconds from 1 to 604800000'

const snapshot = () => ring().toBytes()
const BESIDE =
  'nodes or placement options beside a snapshot: it holds its own, and only a replication factor and a load factor can be given with it'

const maglev = () => new HashRing(['a', 'b'], { profile: 'envoy_maglev' })
const MAGLEV = "a list of 2 nodes: profile envoy_maglev gives a key's owner and no further node"

/** What a profile's own options and nodes cannot be: its name, the options, the message, and a node if it is about that.
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
  // The names of other languages are no options here.
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

/** Each code but that of wrong arguments, and a message of it for each way to get it.
 * @type {{ [code in import('ringwise').ErrorCode as Exclude<code, 'InvalidArg'>]: Array<[string, () => unknown]> }} */
const refused = {
  INVALID_NAME: [
    ['name "": a name is 1 to 65535 bytes of UTF-8', () => new HashRing([''])],
    ['name "": a name is 1 to 65535 bytes of UTF-8', () => ring().addNode('')],
    ['name "": a name is 1 to 65535 bytes of UTF-8', () => ring().replaceNode('a', '')],
    [`name "${'é'.repeat(64)}…" of 65536 bytes: a name is 1 to 65535 bytes of UTF-8`, () => new HashRing(['é'.repeat(32768)])],
    ['name "a\ufffd", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8', () => new HashRing(['a\ud800'])],
    ['name "\ufffd", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8', () => ring().removeNode('\udc00')],
    ['name "\ufffd", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8', () => ring().node('\udc00')],
    ['name "\ufffd", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8', () => ring().ranges('\udc00')],
    ['name "\ufffd", which is not UTF-8: a name is 1 to 65535 bytes of UTF-8', () => ring().forecast(['a', '\udc00'])],
    ['name "": a name is 1 to 65535 bytes of UTF-8', () => HashRing.fromJson('{"nodes": [""]}')],
    ['zone "": a zone is 1 to 65535 bytes of UTF-8', () => new HashRing({ a: { zone: '' } })],
    ['zone "\ufffd", which is not UTF-8: a zone is 1 to 65535 bytes of UTF-8', () => ring().addNode('c', { zone: '\ud800' })],
    ['identity "": an identity is 1 to 65535 bytes of UTF-8', () => new HashRing({ a: { identity: '' } })],
    ['identity "\ufffd", which is not UTF-8: an identity is 1 to 65535 bytes of UTF-8', () => ring().addNode('c', { identity: '\ud800' })],
  ],
  INVALID_WEIGHT: [
    ['weight -1 for node "a": a weight is an integer from 0 to 67108864', () => new HashRing({ a: -1 })],
    ['weight 67108865 for node "a": a weight is an integer from 0 to 67108864', () => new HashRing({ a: { weight: 67108865 } })],
    ['weight 9007199254740992 for node "c": a weight is an integer from 0 to 67108864', () => ring().addNode('c', { weight: 2 ** 53 })],
    ['weight 9223372036854775807 or more for node "a": a weight is an integer from 0 to 67108864', () => ring().setWeight('a', 1e300)],
    ['weight -9223372036854775808 or less for node "a": a weight is an integer from 0 to 67108864', () => ring().setWeight('a', -1e300)],
  ],
  DUPLICATE_NODE: [
    ['node "a" is there already: a name is unique in its ring', () => new HashRing(['a', 'b', 'a'])],
    ['node "a" is there already: a name is unique in its ring', () => ring().addNode('a')],
    ['node "b" is there already: a name is unique in its ring', () => ring().replaceNode('a', 'b')],
    ['identity "x" for node "c": node "a" holds it, and an identity is unique in its ring', () => ring().addNode('c', { identity: 'x' })],
    ['identity "x" for node "x": node "a" holds it, and an identity is unique in its ring', () => ring().addNode('x')],
    [
      'identity "i" for node "b": node "a" holds it, and an identity is unique in its ring',
      () => new HashRing({ a: { identity: 'i' }, b: { identity: 'i' } }),
    ],
  ],
  UNKNOWN_NODE: [
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
  ],
  TOO_MANY_POINTS: [
    // No machine has room for these: they are counted before any is made.
    [
      `${2 ** 52} virtual nodes: the weights times vnodes add up to at most 67108864`,
      () => new HashRing({ a: 2 ** 26 }, { vnodes: 2 ** 26 }),
    ],
    ['67108960 virtual nodes: the weights times vnodes add up to at most 67108864', () => ring().addNode('c', 419428)],
    ['67108960 virtual nodes: the weights times vnodes add up to at most 67108864', () => ring().setWeight('b', 419430)],
  ],
  INVALID_OPTION: [
    ['vnodes 0: an integer from 1 to 67108864', () => new HashRing([], { vnodes: 0 })],
    ['vnodes 67108865: an integer from 1 to 67108864', () => new HashRing([], { vnodes: 2 ** 26 + 1 })],
    ['seed -1: an integer from 0 to 4294967295', () => new HashRing([], { seed: -1 })],
    ['seed 4294967296: an integer from 0 to 4294967295', () => new HashRing([], { seed: 2 ** 32 })],
    ['replication factor 0: an integer from 1 to 16777216', () => new HashRing([], { replicationFactor: 0 })],
    ['load factor 100: an integer from 101 to 10000', () => new HashRing([], { loadFactor: 100 })],
    ['load factor 10001: an integer from 101 to 10000', () => new HashRing([], { loadFactor: 10_001 })],
    ['zones "wide": "spread" or "strict"', () => new HashRing([], { zones: wrong('wide') })],
    ['hash tag "{": two ASCII characters such as "{}"', () => new HashRing([], { hashTag: '{' })],
    ['hash tag "": two ASCII characters such as "{}"', () => new HashRing([], { hashTag: '' })],
    [
      'unknown option "vnode": the options are profile, hashTag, zones, replicationFactor, loadFactor, vnodes, seed, cap',
      () => new HashRing([], wrong({ vnode: 1 })),
    ],
    [
      'unknown option "hash_tag": the options are profile, hashTag, zones, replicationFactor, loadFactor, vnodes, seed, cap',
      () => new HashRing([], wrong({ hash_tag: '{}' })),
    ],
    ['cap 100: an integer from 101 to 1000', () => new HashRing([], { cap: 100 })],
    ['cap 1001: an integer from 101 to 1000', () => HashRing.fromJson('{"cap": 1001}')],
    ['cap "105": an integer', () => new HashRing([], { cap: wrong('105') })],
    ['replicas 33554433: at most 33554432 for 2 nodes', () => ring().shares(2 ** 25 + 1)],
    ['replicas 9223372036854775807: at most 33554432 for 2 nodes', () => ring().forecast(['a'], 1e300)],
    ['replicas 33554433: at most 33554432 for 2 nodes', () => ring().plan(ring(), 2 ** 25 + 1)],
    ['replication factor 0: an integer from 1 to 16777216', () => HashRing.fromBytes(snapshot(), { replicationFactor: 0 })],
    ['load factor 100: an integer from 101 to 10000', () => HashRing.fromJson('{}', { loadFactor: 100 })],
    // A text is refused in its own words, which all languages share.
    ['balance_factor 100: an integer from 101 to 65535', () => HashRing.fromJson('{"profile": "haproxy", "balance_factor": 100}')],
    [`interval 0: ${MILLISECONDS}`, () => monitor({ probe, intervalMs: 0 })],
    [`interval NaN: ${MILLISECONDS}`, () => monitor({ probe, intervalMs: NaN })],
    [`timeout -1: ${MILLISECONDS}`, () => monitor({ probe, timeoutMs: -1 })],
    [`timeout inf: ${MILLISECONDS}`, () => monitor({ probe, timeoutMs: Infinity })],
    ['rise 0: an integer from 1 to 1000', () => monitor({ probe, rise: 0 })],
    ['fall 1001: an integer from 1 to 1000', () => monitor({ probe, fall: 1001 })],
    ['jitter 1.5: a number from 0 to 1', () => monitor({ probe, jitter: 1.5 })],
    ['concurrency 0: an integer from 1 to 1024', () => monitor({ probe, concurrency: 0 })],
    [
      'addresses beside a probe: only the built-in probe connects; leave out the addresses or the probe',
      () => monitor({ probe, addresses: { a: 'a:1' } }),
    ],
    [
      'unknown option "interval": the options are probe, addresses, intervalMs, timeoutMs, rise, fall, jitter, concurrency, onChange',
      () => monitor({ probe, interval: 5 }),
    ],
    ['unknown option "weigth": the options are name, weight, zone, identity, vnodes, points, meta', () => new HashRing({ a: wrong({ weigth: 1 }) })],
    ['vnodes "160": an integer', () => new HashRing([], { vnodes: wrong('160') })],
    ['seed 9223372036854775807 or more: an integer from 0 to 4294967295', () => new HashRing([], { seed: wrong(1n << 200n) })],
    ['seed -9223372036854775808 or less: an integer from 0 to 4294967295', () => new HashRing([], { seed: wrong(-(1n << 200n)) })],
    ['hash tag 1: two ASCII characters such as "{}"', () => new HashRing([], { hashTag: wrong(1) })],
    ['zones true: "spread" or "strict"', () => new HashRing([], { zones: wrong(true) })],
    ['load factor {"a": 1}: an integer', () => new HashRing([], { loadFactor: wrong({ a: 1 }) })],
    ...invalidOfProfiles,
  ],
  UNKNOWN_PROFILE: [
    [
      `unknown profile "ketma": the profiles are ${profiles().join(', ')}`,
      () => new HashRing([], { profile: wrong('ketma') }),
    ],
    [`unknown profile "ketma": the profiles are ${profiles().join(', ')}`, () => HashRing.fromJson('{"profile": "ketma"}')],
  ],
  UNSUPPORTED: [
    [
      'vnodes 10: profile ketama has no such option, its options are profile, hashTag, zones, replicationFactor, loadFactor',
      () => new HashRing([], { profile: 'ketama', vnodes: 10 }),
    ],
    ['zones "strict": profile cassandra takes zones as its strategy does', () => new HashRing([], { profile: 'cassandra', zones: 'strict' })],
    [
      'load factor 150: profile lafikl has a rule of its own for what makes a node full',
      () => new HashRing([], { profile: 'lafikl', loadFactor: 150 }),
    ],
    ['weight 2 for node "a": profile stathat has no weights but 0 and 1', () => new HashRing({ a: 2 }, { profile: 'stathat' })],
    [
      'weight 2 for node "a": profile libmemcached_ketama has no weights but 0 and 1, profile libmemcached_ketama_weighted, with the hash of this ring, has',
      () => new HashRing(['a'], { profile: 'libmemcached_ketama' }).setWeight('a', 2),
    ],
    [`vnodes of node "c": the ring's profile has no such field, and takes nodes without it`, () => ring().addNode('c', { vnodes: 1 })],
    [
      'points of node "a": profile ketama has no such field, and takes nodes without it',
      () => new HashRing({ a: { points: [] } }, { profile: 'ketama' }),
    ],
    [MAGLEV, () => maglev().getNodes('key', 2)],
    [MAGLEV, () => maglev().getHealthyNodes('key', 2)],
    [MAGLEV, () => maglev().shares(2)],
    [MAGLEV, () => maglev().forecast([], 2)],
    [MAGLEV, () => maglev().plan(maglev(), 2)],
    [
      'the ranges of a node: profile envoy_maglev spreads keys over the entries of a table, which no range joins',
      () => maglev().ranges('a'),
    ],
    [
      'a plan from profile native-v1, seed 0 to profile native-v1, seed 7: their keys stand at other positions; ' +
        'overlap(other) gives the share of keys that is expected to stay',
      () => ring().plan(new HashRing(['a'], { seed: 7 })),
    ],
    [BESIDE, () => HashRing.fromBytes(snapshot(), wrong({ vnodes: 160 }))],
    [BESIDE, () => HashRing.fromJson('{}', wrong({ replicas: 2 }))],
    [
      'load factor 150: profile lafikl has a rule of its own for what makes a node full',
      () => HashRing.fromJson('{"profile": "lafikl"}', { loadFactor: 150 }),
    ],
    ['cap 105: profile ketama has no such option, its options are profile, hashTag, zones, replicationFactor, loadFactor', () => new HashRing([], { profile: 'ketama', cap: 105 })],
    ['retry_nodes of profile native-v1: only profile spymemcached_ketama has them', () => ring().retryNodes('key')],
  ],
  BAD_SNAPSHOT: [
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
  ],
  SNAPSHOT_VERSION: [
    ['snapshot format 2: this version of ringwise reads format 1, so read it with a later one', () => HashRing.fromJson('{"ringwise": 2}')],
  ],
  INVALID_ADDRESS: [
    [`address "a" of node "a": ${ADDRESS}`, () => monitor({})],
    [`address "::1:80" of node "a": ${ADDRESS}`, () => monitor({ addresses: { a: '::1:80', b: 'b:1' } })],
    [`address "b:65536" of node "b": ${ADDRESS}`, () => monitor({ addresses: new Map([['b', 'b:65536']]) })],
    [
      `address "c" of node "c": ${ADDRESS}`,
      () => {
        const grown = ring()
        const late = new HealthMonitor(grown, { addresses: { a: 'a:1', b: '[::1]:1' } })
        grown.addNode('c')
        late.start()
      },
    ],
  ],
  // It takes a system that has no thread left.
  MONITOR_FAILED: [],
  // It takes more than 16,777,216 names: the core's own tests have them.
  TOO_MANY_NODES: [],
  CLOSED: [
    [
      'the ring is closed: make another',
      () => {
        const closed = ring()
        closed.close()
        closed.getNode('foo')
      },
    ],
  ],
}

for (const [code, cases] of Object.entries(refused)) {
  for (const [message, call] of cases) {
    test(`${code}: ${message}`, () => assert.throws(call, { name: 'Error', code, message }))
  }
}

test('every kind of error has its code, and there are no others', () => {
  // Not through the package's exports: what is asked here is no user's business.
  const { errorCodes } = createRequire(import.meta.url)('../native.js')
  assert.deepEqual(errorCodes().sort(), Object.keys(refused).sort())
})

const KEY = 'a key is a string, a Buffer or a Uint8Array'
const NODES = 'an iterable of names or nodes, or a Map or an object of weights or options, is needed'

const OPTION = 'an integer, a string, a boolean or an object of integers is needed'
const EXACT = 'from 9007199254740992 (2^53) on, a bigint is needed'

/** @type {Array<[string, () => unknown]>} */
const types = [
  ...[
    ['number', 1],
    ['boolean', true],
    ['bigint', 1n],
    ['symbol', Symbol('key')],
    ['undefined', undefined],
    ['null', null],
    ['function', () => 'key'],
    ['Object', {}],
    ['object', Object.create(null)],
    ['Array', ['key']],
    ['String', new String('key')],
    ['ArrayBuffer', new ArrayBuffer(3)],
    ['DataView', new DataView(new ArrayBuffer(3))],
    ['Uint16Array', new Uint16Array(3)],
    ['Uint8ClampedArray', new Uint8ClampedArray(3)],
    ['Int8Array', new Int8Array(3)],
  ].flatMap(
    ([type, key]) =>
      /** @type {Array<[string, () => unknown]>} */ ([
        [`key of type ${String(type)}: ${KEY}`, () => ring().getNode(wrong(key))],
        [`key of type ${String(type)}: ${KEY}`, () => ring().getNodes(wrong(key))],
        [`key of type ${String(type)}: ${KEY}`, () => ring().iterNodes(wrong(key))],
        [`key of type ${String(type)}: ${KEY}`, () => ring().getNodeBatch(['good', wrong(key)])],
        [`key of type ${String(type)}: ${KEY}`, () => ring().getHealthyNodes(wrong(key))],
        [`key of type ${String(type)}: ${KEY}`, () => ring().getNodeWithFallback(wrong(key))],
        [`key of type ${String(type)}: ${KEY}`, () => ring().acquire(wrong(key))],
      ]),
  ),
  [`key of type undefined: ${KEY}`, () => ring().getNodeBatch(new Array(1))],
  ['keys of type string: an array or another iterable of keys is needed', () => ring().getNodeBatch('keys')],
  ['keys of type number: an array or another iterable of keys is needed', () => ring().getNodeBatch(wrong(1))],
  ['keys of type Object: an array or another iterable of keys is needed', () => ring().getNodeBatch(wrong({}))],
  ['count 1.5: a count is an integer from 0 up', () => ring().getNodes('foo', 1.5)],
  ['count 1.5: a count is an integer from 0 up', () => ring().getHealthyNodes('foo', 1.5)],
  ['count of type string: a count is an integer from 0 up', () => ring().getHealthyNodes('foo', wrong('2'))],
  ['name of type number: a string is needed', () => ring().markNodeUnhealthy(wrong(1))],
  ['name of type undefined: a string is needed', () => wrong(ring()).markNodeHealthy()],
  ['name of type null: a string is needed', () => ring().isHealthy(wrong(null))],
  ['name of type Buffer: a string is needed', () => ring().capacity(wrong(Buffer.from('a')))],
  ['name of type undefined: a string is needed', () => ring().health(wrong(undefined))],
  ['name of type undefined: a string is needed', () => wrong(ring()).load()],
  ['loadFactor 1.5: an integer is needed', () => new HashRing([], { loadFactor: 1.5 })],
  ['ring of type undefined: a HashRing is needed', () => new HealthMonitor(wrong(undefined), { probe })],
  ['ring of type Array: a HashRing is needed', () => new HealthMonitor(wrong(['a']), { probe })],
  ['ring of type HashRing: a HashRing is needed', () => new HealthMonitor(Object.create(HashRing.prototype), { probe })],
  ['settings of type null: an object is needed', () => monitor(null)],
  ['settings of type function: an object is needed', () => monitor(probe)],
  ['probe of type string: a function is needed', () => monitor({ probe: 'tcp' })],
  ['onChange of type boolean: a function is needed', () => monitor({ probe, onChange: true })],
  ['interval of type string: a number of milliseconds is needed', () => monitor({ probe, intervalMs: '5s' })],
  ['timeout of type bigint: a number of milliseconds is needed', () => monitor({ probe, timeoutMs: 5n })],
  ['jitter of type null: a number is needed', () => monitor({ probe, jitter: null })],
  ['rise 1.5: an integer is needed', () => monitor({ probe, rise: 1.5 })],
  ['fall of type string: an integer is needed', () => monitor({ probe, fall: '3' })],
  ['concurrency Infinity: an integer is needed', () => monitor({ probe, concurrency: Infinity })],
  ['addresses of type Array: a Map or an object of addresses is needed', () => monitor({ addresses: ['a:1'] })],
  ['addresses of type string: a Map or an object of addresses is needed', () => monitor({ addresses: 'a:1' })],
  ['address of type number for node "a": a string is needed', () => monitor({ addresses: { a: 11211 } })],
  ['count NaN: a count is an integer from 0 up', () => ring().getNodes('foo', NaN)],
  ['count Infinity: a count is an integer from 0 up', () => ring().getNodes('foo', Infinity)],
  ['count of type string: a count is an integer from 0 up', () => ring().getNodes('foo', wrong('2'))],
  ['count of type null: a count is an integer from 0 up', () => ring().getNodes('foo', wrong(null))],
  ['count of type bigint: a count is an integer from 0 up', () => ring().getNodes('foo', wrong(2n))],
  [`nodes of type string: ${NODES}`, () => new HashRing('abc')],
  [`nodes of type null: ${NODES}`, () => new HashRing(wrong(null))],
  [`nodes of type number: ${NODES}`, () => ring().setNodes(wrong(3))],
  [`nodes of type undefined: ${NODES}`, () => ring().setNodes(wrong(undefined))],
  [`nodes of type Promise: ${NODES}`, () => new HashRing(wrong(Promise.resolve(['a'])))],
  [`nodes of type Date: ${NODES}`, () => new HashRing(wrong(new Date(0)))],
  ['node of type number: a name or an object with a name is needed', () => new HashRing(wrong(['a', 1]))],
  ['node of type Array: a name or an object with a name is needed', () => new HashRing(wrong([['a', 1]]))],
  ['node of type HashRing: a name or an object with a name is needed', () => ring().setNodes(wrong([ring()]))],
  ['name of type undefined: a string is needed', () => new HashRing(wrong([{ weight: 1 }]))],
  ['name of type number: a string is needed', () => new HashRing(wrong(new Map([[1, { weight: 1 }]])))],
  ['name of type null: a string is needed', () => new HashRing({ a: { name: wrong(null) } })],
  ['name "b" for node "a": it must be the one that the node is given under', () => new HashRing({ a: { name: 'b' } })],
  ['name "b" for node "c": it must be the one that the node is given under', () => ring().setNodes(new Map([['c', ring().node('b')]]))],
  ['name "a" for node "c": it must be the one that the node is given under', () => ring().addNode('c', { name: 'a' })],
  ['name of type undefined: a string is needed', () => wrong(ring()).addNode()],
  ['name of type Buffer: a string is needed', () => ring().addNode(wrong(Buffer.from('c')))],
  ['name of type null: a string is needed', () => ring().removeNode(wrong(null))],
  ['name of type number: a string is needed', () => ring().setWeight(wrong(1), 1)],
  ['name of type number: a string is needed', () => ring().replaceNode('a', wrong(1))],
  ['name of type number: a string is needed', () => ring().node(wrong(1))],
  ['zone of type number: a string is needed', () => ring().addNode('c', { zone: wrong(1) })],
  ['identity of type boolean: a string is needed', () => ring().addNode('c', { identity: wrong(false) })],
  ['weight 1.5 for node "a": a weight is an integer', () => new HashRing({ a: 1.5 })],
  ['weight NaN for node "a": a weight is an integer', () => ring().setWeight('a', NaN)],
  ['weight -Infinity for node "a": a weight is an integer', () => ring().setWeight('a', -Infinity)],
  ['weight of type string for node "a": a weight is an integer', () => new HashRing({ a: { weight: wrong('1') } })],
  ['weight of type null for node "a": a weight is an integer', () => new HashRing({ a: { weight: wrong(null) } })],
  ['weight of type bigint for node "a": a weight is an integer', () => ring().setWeight('a', wrong(1n))],
  ['weight of type undefined for node "a": a weight is an integer', () => wrong(ring()).setWeight('a')],
  ['options of type string for node "c": a weight or an object is needed', () => ring().addNode('c', wrong('2'))],
  ['options of type null for node "c": a weight or an object is needed', () => ring().addNode('c', wrong(null))],
  ['options of type Array for node "c": a weight or an object is needed', () => ring().addNode('c', wrong([]))],
  ['options of type Map for node "a": a weight or an object is needed', () => new HashRing({ a: wrong(new Map()) })],
  ['options of type number: an object is needed', () => new HashRing([], wrong(160))],
  ['options of type null: an object is needed', () => new HashRing([], wrong(null))],
  ['options of type Map: an object is needed', () => new HashRing([], wrong(new Map([['vnodes', 1]])))],
  ['vnodes 1.5: an integer is needed', () => new HashRing([], { vnodes: 1.5 })],
  [`seed 9007199254740992: ${EXACT}`, () => new HashRing([], { seed: 2 ** 53 })],
  [`replicationFactor of type null: ${OPTION}`, () => new HashRing([], { replicationFactor: wrong(null) })],
  [`pointHash of type Array: ${OPTION}`, () => new HashRing([], { pointHash: wrong(['md5']) })],
  [`hash of type function: ${OPTION}`, () => new HashRing([], { hash: wrong(() => 'md5') })],
  [`hash of type symbol: ${OPTION}`, () => new HashRing([], { hash: wrong(Symbol('md5')) })],
  [`zones of type String: ${OPTION}`, () => new HashRing([], { zones: wrong(new String('strict')) })],
  ['balanceFactor NaN: an integer is needed', () => new HashRing([], { balanceFactor: NaN })],
  ['value in replication of type string: an integer is needed', () => new HashRing([], { replication: wrong({ dc1: '3' }) })],
  ['value in replication 1.5: an integer is needed', () => new HashRing([], { replication: new Map([['dc1', 1.5]]) })],
  ['name in replication of type number: a string is needed', () => new HashRing([], { replication: wrong(new Map([[1, 1]])) })],
  ['vnodes of type string for node "a": an integer is needed', () => new HashRing({ a: { vnodes: wrong('3') } })],
  ['vnodes of type null for node "a": an integer is needed', () => new HashRing({ a: { vnodes: wrong(null) } })],
  ['points of type number for node "a": an array of integers is needed', () => new HashRing({ a: { points: wrong(1) } })],
  ['points of type BigInt64Array for node "a": an array of integers is needed', () => new HashRing({ a: { points: wrong(new BigInt64Array(1)) } })],
  ['point 1.5 for node "a": an integer is needed', () => new HashRing({ a: { points: [1, 1.5] } })],
  ['point "0x1" for node "a": an integer is needed', () => new HashRing({ a: { points: ['0x1'] } })],
  ['point of type undefined for node "a": an integer is needed', () => new HashRing({ a: { points: wrong([,]) } })],
  [`point -9007199254740992 for node "a": ${EXACT}`, () => new HashRing({ a: { points: [-(2 ** 53)] } })],
  ['ring of type Object: a HashRing is needed', () => ring().compare(wrong({}), [])],
  ['after of type Array: a HashRing is needed', () => ring().plan(wrong(['a']))],
  ['after of type undefined: a HashRing is needed', () => wrong(ring()).plan()],
  ['other of type null: a HashRing is needed', () => ring().overlap(wrong(null))],
  ['other of type HashRing: a HashRing is needed', () => ring().overlap(Object.create(HashRing.prototype))],
  ['replicas 1.5: an integer from 0 up is needed', () => ring().shares(1.5)],
  ['replicas NaN: an integer from 0 up is needed', () => ring().plan(ring(), NaN)],
  ['replicas of type null: an integer from 0 up is needed', () => ring().forecast([], wrong(null))],
  ['replicas of type bigint: an integer from 0 up is needed', () => ring().shares(wrong(1n))],
  ['replicas of type boolean: an integer from 0 up is needed', () => ring().shares(wrong(true))],
  ['failures of type string: an iterable of names is needed', () => ring().forecast('a')],
  ['failures of type undefined: an iterable of names is needed', () => wrong(ring()).forecast()],
  ['failures of type number: an iterable of names is needed', () => ring().forecast(wrong(1))],
  ['name of type number: a string is needed', () => ring().forecast(wrong(['a', 1]))],
  ['name of type undefined: a string is needed', () => wrong(ring()).ranges()],
  ['keys of type string: an array or another iterable of keys is needed', () => ring().group('keys')],
  [`key of type number: ${KEY}`, () => ring().group(wrong(['a', 1]))],
  ['keys of type null: an array or another iterable of keys is needed', () => ring().analyzeDistribution(wrong(null))],
  [`key of type null: ${KEY}`, () => ring().analyzeDistribution(wrong([...new Array(2000).fill('a'), null]))],
  [`key of type number: ${KEY}`, () => ring().plan(ring()).movesOf(wrong(1))],
  [`key of type undefined: ${KEY}`, () => wrong(ring().plan(ring())).movesOf()],
  ['bytes of type string: a Buffer or a Uint8Array is needed', () => HashRing.fromBytes(wrong('ringwise'))],
  ['bytes of type ArrayBuffer: a Buffer or a Uint8Array is needed', () => HashRing.fromBytes(wrong(new ArrayBuffer(8)))],
  ['bytes of type undefined: a Buffer or a Uint8Array is needed', () => wrong(HashRing).fromBytes()],
  ['text of type Buffer: a string is needed', () => HashRing.fromJson(wrong(Buffer.from('{}')))],
  ['text of type Object: a string is needed', () => HashRing.fromJson(wrong({}))],
  ['options of type number: an object is needed', () => HashRing.fromBytes(snapshot(), wrong(3))],
  ['options of type null: an object is needed', () => HashRing.fromJson('{}', wrong(null))],
  ['loadFactor 1.5: an integer is needed', () => HashRing.fromJson('{}', { loadFactor: 1.5 })],
  ['keys of type undefined: an array or another iterable of keys is needed', () => wrong(ring()).compare(ring())],
  [`key of type number: ${KEY}`, () => ring().compare(ring(), wrong(['a', 1]))],
  [`key of type undefined: ${KEY}`, () => wrong(ring()).retryNodes()],
  [`key of type null: ${KEY}`, () => redisSlot(wrong(null))],
  [`key of type bigint: ${KEY}`, () => cassandraToken(wrong(1n))],
  ['key of type string: an integer from 0 to 18446744073709551615', () => jumpHash(wrong('1'), 2)],
  ['key 0.5: an integer from 0 to 18446744073709551615', () => guavaConsistentHash(0.5, 2)],
  [`key 18446744073709552000: ${EXACT}`, () => jumpHash(2 ** 64, 2)],
  ['buckets of type undefined: an integer from 0 to 4294967295', () => wrong(jumpHash)(1)],
]

for (const [message, call] of types) {
  test(`TypeError: ${message}`, () => assert.throws(call, { name: 'TypeError', code: 'InvalidArg', message }))
}

test('RangeError: a number that cannot be', () => {
  const ranges = /** @type {Array<[string, () => unknown]>} */ ([
    ['count -1: a count is an integer from 0 up', () => ring().getNodes('foo', -1)],
    ['count -1: a count is an integer from 0 up', () => ring().getHealthyNodes('foo', -1)],
    ['replicas -1: an integer from 0 up is needed', () => ring().shares(-1)],
    ['replicas -1: an integer from 0 up is needed', () => ring().forecast([], -1)],
    ['replicas -9223372036854775808: an integer from 0 up is needed', () => ring().plan(ring(), -1e300)],
    ['key -1: an integer from 0 to 18446744073709551615', () => jumpHash(-1, 2)],
    ['key 18446744073709551616: an integer from 0 to 18446744073709551615', () => guavaConsistentHash(2n ** 64n, 2)],
    ['buckets 4294967296: an integer from 0 to 4294967295', () => jumpHash(1, 2 ** 32)],
    ['buckets -1: an integer from 0 to 4294967295', () => guavaConsistentHash(1, -1)],
  ])
  for (const [message, call] of ranges) assert.throws(call, { name: 'RangeError', code: 'InvalidArg', message })
})

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
