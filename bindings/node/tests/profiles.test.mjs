// Do rings of every profile behave as rings, with their own options and fields?
import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { HashRing, cassandraToken, guavaConsistentHash, jumpHash, profiles, redisSlot } from 'ringwise'

import { realKeys } from './script.mjs'

/** @typedef {import('ringwise').Profile} Profile */
/** @typedef {import('ringwise').GivenOptions} GivenOptions */
/** @typedef {import('ringwise').NodeLike} NodeLike */

/** Every profile, with options that accept the nodes below and keep the ring small.
 * @type {{ [name in Exclude<Profile, 'native-v1'>]: GivenOptions }} */
const every = {
  native: { vnodes: 10 },
  ketama: {},
  libmemcached_ketama: { hash: 'md5', pointHash: 'default' },
  libmemcached_ketama_weighted: {},
  libmemcached_spy: { weighted: true },
  twemproxy_ketama: { hashTag: '{}' },
  spymemcached_ketama: { format: 'libmemcached' },
  nginx_consistent: {},
  haproxy: { hash: 'wt6', avalanche: true, balanceFactor: 150 },
  envoy_ring_hash: { minimum: 64, maximum: 512 },
  envoy_maglev: { tableSize: 251 },
  uhashring: {},
  uhashring_ketama: { replicas: 2 },
  hash_ring: {},
  consistent_hash: { words: 4 },
  npm_hashring: { algorithm: 'sha1', compatibility: 'ketama', defaultPort: 80 },
  npm_consistent_hashing: { vnodes: 20 },
  npm_ketama: {},
  stathat: { fnv: true },
  groupcache: {},
  lafikl: {},
  serialx_v1: {},
  serialx_v2: {},
  buraksezer_v0: { partitions: 71, loadPercent: 150 },
  buraksezer_v1: { hash: 'fnv64a' },
  naive_md5: {},
  naive_sha256: {},
  cassandra: { strategy: 'network', replication: { x: 2, y: 1 } },
  tengine: {},
  points: { bits: 32, keyHash: 'crc32', pick: 'le' },
}
const names = /** @type {Array<Exclude<Profile, 'native-v1'>>} */ (Object.keys(every))
const keys = realKeys(40)

/** Returns a node for a profile, with points if the profile needs them.
 * @param {Profile} profile
 * @param {number} number
 * @param {number} weight
 * @returns {NodeLike} */
function node(profile, number, weight = 1) {
  const name = `10.0.0.${number}:80`
  if (profile !== 'cassandra' && profile !== 'points') return { name, weight }
  const points = Array.from({ length: 20 }, (_, i) => Math.imul(i * 256 + number, 2_654_435_761) >>> 0)
  return { name, weight, zone: number % 2 === 0 ? 'x/1' : 'y/1', points }
}

/** @param {Exclude<Profile, 'native-v1'>} profile
 * @param {NodeLike[]} nodes */
const ringOf = (profile, nodes) => new HashRing(nodes, { profile, ...every[profile] })

/** @param {Exclude<Profile, 'native-v1'>} profile */
const five = (profile) =>
  ringOf(
    profile,
    [5, 3, 1, 2, 4].map((number) => node(profile, number)),
  )

/** Returns the members of a ring.
 * @param {HashRing} ring */
const members = (ring) => ring.nodes().map((name) => ring.node(name))

/** Returns the full lists of some keys.
 * @param {HashRing} ring */
const lists = (ring) => keys.map((key) => [...ring.iterNodes(key)])

test('every profile is known by its name', () => {
  assert.deepEqual(names, profiles())
  for (const name of names) assert.equal(five(name).profile, name === 'native' ? 'native-v1' : name)
  assert(new HashRing(['a'], { profile: 'native-v1' }).equals(new HashRing(['a'])))
})

for (const profile of names) {
  test(`${profile}: the members and options in force make the ring again`, () => {
    const ring = five(profile)
    const json = JSON.stringify(ring)
    const emptied = new HashRing([], ring.options)
    emptied.setNodes(ring)
    const again = [new HashRing(ring), new HashRing(ring, ring.options), new HashRing(JSON.parse(json).nodes, ring.options), ring.clone(), emptied]
    again.push(HashRing.fromBytes(ring.toBytes()), HashRing.fromJson(json))
    for (const other of again) {
      assert(other.equals(ring) && ring.equals(other))
      assert.deepEqual([other.profile, other.options, members(other)], [ring.profile, ring.options, members(ring)])
      assert.deepEqual([lists(other), other.points()], [lists(ring), ring.points()])
    }
    for (const [name, value] of Object.entries(every[profile])) {
      assert.deepEqual(/** @type {any} */ (ring.options)[name], value)
    }
    assert(!ring.equals(new HashRing(['10.0.0.9:80'])))
    const less = ring.clone()
    less.removeNode('10.0.0.3:80')
    assert(!less.equals(ring))
    assert.equal(ring.size, 5)
  })

  test(`${profile}: a key of a node that is down goes to another, and comes back`, () => {
    const ring = five(profile)
    const owner = /** @type {string} */ (ring.getNode('key'))
    ring.markNodeUnhealthy(owner)
    const fallback = ring.getNodeWithFallback('key')
    assert.notEqual(fallback, owner)
    assert.deepEqual(ring.getHealthyNodes('key', 1), [fallback])
    const ticket = ring.acquire('key')
    assert.equal(ticket?.node, fallback)
    assert.equal(ticket?.release(), true)
    assert.equal(ring.getNode('key'), owner)
    ring.markNodeHealthy(owner)
    assert.equal(ring.getNodeWithFallback('key'), owner)
  })
}

for (const profile of names) {
  test(`${profile}: shares sum to the whole, and are those of many keys`, () => {
    const ring = five(profile)
    for (const replicas of profile === 'envoy_maglev' ? [1] : [1, 2, 3]) {
      const shares = ring.shares(replicas)
      const length = ring.getNodes('key', replicas).length
      const parts = [...shares.values()].reduce((sum, { parts }) => sum + parts, 0n)
      // Only counts for each data centre make the list of some keys shorter.
      if (profile !== 'cassandra') assert.equal(parts, shares.total * BigInt(length))
      const forecast = ring.forecast(['10.0.0.1:80'], replicas)
      assert.equal(forecast.get('10.0.0.1:80')?.parts, 0n)
    }
    const many = realKeys(10_000)
    const { counts, expected, keys } = ring.analyzeDistribution(many)
    assert.equal(keys, many.length)
    for (const [name, count] of counts) {
      const share = /** @type {number} */ (expected.get(name)) / keys
      // Seven standard deviations.
      assert(Math.abs(count / keys - share) <= 7 * Math.sqrt((share * (1 - share)) / keys), `${name}: ${count / keys} and not ${share}`)
    }
  })
}

test('what is not given is not given', () => {
  // Each is refused if it has a value.
  const options = { profile: /** @type {const} */ ('ketama'), vnodes: undefined, seed: undefined, tableSize: undefined, hashTag: undefined }
  assert.deepEqual(new HashRing([], options).options, {
    profile: 'ketama',
    zones: 'spread',
    replicationFactor: 2,
    loadFactor: 125,
    hashTag: null,
  })
})

test('an option takes each kind of value that it can have', () => {
  const simple = (/** @type {any} */ vnodes) => new HashRing(['a'], { profile: 'uhashring', vnodes })
  assert(simple(7n).equals(simple(7)))
  const network = (/** @type {any} */ replication) =>
    new HashRing([node('cassandra', 1)], { profile: 'cassandra', strategy: 'network', replication })
  const expected = network({ b: 1, a: 2 })
  for (const same of [new Map([['a', 2n], ['b', 1n]]), { a: 2, b: 1n }, Object.assign(Object.create(null), { a: 2, b: 1 })]) {
    assert(network(same).equals(expected))
  }
  assert.deepEqual(network(new Map([['a', 2]])).options.replication, { a: 2 })
  // Names of data centres that have a meaning in JavaScript are names like others.
  const odd = network(JSON.parse('{ "__proto__": 1, "constructor": 2 }'))
  assert.equal(JSON.stringify(odd.options.replication), '{"__proto__":1,"constructor":2}')
  assert(new HashRing(odd, odd.options).equals(odd))
})

test('nodes have vnodes and points where their profile has them', () => {
  const ring = new HashRing({ a: { vnodes: 80 }, b: 1 }, { profile: 'npm_hashring' })
  assert.deepEqual(ring.node('a'), { name: 'a', identity: 'a', weight: 1, zone: null, vnodes: 80, meta: null })
  assert.deepEqual(ring.node('b'), { name: 'b', identity: 'b', weight: 1, zone: null, meta: null })
  assert.equal(ring.points().filter(([, name]) => name === 'a').length, 320)
  ring.addNode('c', { vnodes: 10 })
  ring.replaceNode('a', 'd')
  ring.setWeight('d', 3)
  assert.deepEqual([ring.node('c').vnodes, ring.node('d').vnodes], [10, 80])
  assert(!ring.equals(new HashRing([{ name: 'd', identity: 'a', weight: 3 }, 'b', { name: 'c', vnodes: 10 }], { profile: 'npm_hashring' })))

  const ends = [-(2n ** 63n), 0n, 2n ** 63n - 1n]
  const cassandra = new HashRing({ a: { points: ['-9223372036854775808', 0, '9223372036854775807'] } }, { profile: 'cassandra' })
  assert.deepEqual(cassandra.node('a').points, ends)
  assert.deepEqual(cassandra.clone().node('a').points, ends)
  assert.deepEqual(cassandra.toJSON().nodes[0]?.points, ends.map(String))
  assert(HashRing.fromJson(JSON.stringify(cassandra)).equals(cassandra))
  const wide = new HashRing({ a: { points: [2n ** 64n - 1n] }, b: { points: [7, 2 ** 53 - 1] } }, { profile: 'points' })
  assert.deepEqual(wide.points(), [
    [7n, 'b'],
    [BigInt(2 ** 53 - 1), 'b'],
    [2n ** 64n - 1n, 'a'],
  ])
  assert(HashRing.fromJson(JSON.stringify(wide)).equals(wide))
  assert.deepEqual(new HashRing({ a: { points: [] } }, { profile: 'points' }).node('a').points, [])
})

test('points decide who owns a key', () => {
  // CRC-32 of "123456789" is cbf43926.
  const owner = (/** @type {'ge' | 'gt' | 'le'} */ pick) =>
    new HashRing({ a: { points: [0] }, b: { points: [0xcbf43926] } }, { profile: 'points', bits: 32, keyHash: 'crc32', pick }).getNode('123456789')
  assert.deepEqual([owner('ge'), owner('gt'), owner('le')], ['b', 'a', 'b'])
})

test('the order of nodes counts where the profile sees it', () => {
  for (const profile of /** @type {const} */ (['ketama', 'haproxy', 'uhashring', 'nginx_consistent'])) {
    const ring = new HashRing(['b:1', 'a:1'], { profile })
    assert.deepEqual(ring.nodes(), ['b:1', 'a:1'])
    assert(!ring.equals(new HashRing(['a:1', 'b:1'], { profile })))
    ring.replaceNode('b:1', 'c:1')
    ring.addNode('b:2')
    assert.deepEqual([...ring], ['c:1', 'a:1', 'b:2'])
    ring.setNodes(['a:1', 'c:1'])
    assert.deepEqual(ring.nodes(), ['a:1', 'c:1'])
  }
  for (const profile of /** @type {const} */ (['native', 'twemproxy_ketama', 'envoy_maglev'])) {
    const ring = new HashRing(['b:1', 'a:1'], { profile })
    assert.deepEqual(ring.nodes(), ['a:1', 'b:1'])
    assert(ring.equals(new HashRing(['a:1', 'b:1'], { profile })))
  }
})

test('HAProxy numbers its servers, and a ring as nodes leaves that to it', () => {
  const ring = new HashRing(['s1', { name: 's2', identity: '7' }, 's3'], { profile: 'haproxy' })
  const ids = (/** @type {HashRing} */ of) => members(of).map(({ identity }) => identity)
  assert.deepEqual(ids(ring), ['1', '7', '3'])
  assert.deepEqual(
    ring.toJSON().nodes.map(({ identity }) => identity),
    [undefined, '7', undefined],
  )
  const copy = new HashRing(ring, ring.options)
  for (const each of [ring, copy]) each.removeNode('s1')
  assert.deepEqual([ids(ring), ids(copy)], [['7', '2'], ['7', '2']])
  assert(copy.equals(ring))
})

test('identities are what the profile makes of names', () => {
  const ring = new HashRing(['10.0.0.1:11211', '10.0.0.2:80'], { profile: 'twemproxy_ketama' })
  assert.deepEqual(
    members(ring).map(({ identity }) => identity),
    ['10.0.0.1', '10.0.0.2:80'],
  )
  assert.throws(() => ring.addNode('10.0.0.1'), {
    code: 'DUPLICATE_NODE',
    message: 'identity "10.0.0.1" for node "10.0.0.1": node "10.0.0.1:11211" has it, and an identity is unique in its ring',
  })
})

test('Maglev lists the owner alone, and more is asked for in vain', () => {
  const ring = new HashRing(['a', 'b', 'c'], { profile: 'envoy_maglev', replicationFactor: 3 })
  const owner = /** @type {string} */ (ring.getNode('key'))
  assert.deepEqual(ring.getNodes('key'), [owner])
  assert.deepEqual(ring.getNodes('key', 1), [owner])
  assert.deepEqual(ring.getNodes('key', 0), [])
  assert.deepEqual([...ring.iterNodes('key')], [owner])
  ring.markNodeUnhealthy(owner)
  assert.deepEqual(ring.getHealthyNodes('key'), [ring.getNodeWithFallback('key')])
  const message = "a list of 3 nodes: profile envoy_maglev has one node for each key"
  for (const call of [() => ring.getNodes('key', 3), () => ring.getHealthyNodes('key', 3)]) {
    assert.throws(call, { code: 'UNSUPPORTED', message })
  }
})

test('an edit that leaves no room is undone', () => {
  const ring = new HashRing(['a', 'b', 'c', 'd', 'e'], { profile: 'buraksezer_v0', partitions: 5 })
  const [before, points] = [ring.clone(), ring.points()]
  const message = 'loadPercent 125: 6 nodes have no room for 5 partitions, so give more partitions or a higher load'
  assert.throws(() => ring.addNode('f'), { code: 'INVALID_OPTION', message })
  assert(ring.equals(before))
  assert.deepEqual(ring.points(), points)
})

test('spymemcached tries seven nodes, the owner first', () => {
  const ring = new HashRing(['10.0.0.1:11211', '10.0.0.2:11211'], { profile: 'spymemcached_ketama' })
  for (const key of keys) {
    const tries = ring.retryNodes(key)
    assert.deepEqual([tries.length, tries[0]], [7, ring.getNode(key)])
    assert(tries.every((name) => ring.has(name)))
    assert.deepEqual(ring.retryNodes(Buffer.from(key)), tries)
  }
  assert(keys.some((key) => new Set(ring.retryNodes(key)).size === 2))
  ring.setNodes([])
  assert.deepEqual(ring.retryNodes('key'), [])
})

test('an explanation names the label, the points and the options', () => {
  const ring = new HashRing(['10.0.0.1:11211'], { profile: 'libmemcached_ketama_weighted' })
  const lines = ring.explain().split('\n')
  assert(lines.includes('profile libmemcached_ketama_weighted'))
  assert(lines.includes('first virtual node: "10.0.0.1-0"'))
  assert(lines.includes('  "10.0.0.1:11211", identity "10.0.0.1", weight 1: 160'))
  assert(new HashRing(['a'], { seed: 7 }).explain().startsWith('profile native-v1\noptions: vnodes 160, seed 7, '))
})

test('a comparison counts every key once', () => {
  const before = new HashRing(['a', 'b', 'c'], { profile: 'hash_ring' })
  const after = before.clone()
  after.removeNode('c')
  after.addNode('d')
  const all = [...realKeys(3000), Buffer.from('bytes'), '']
  const { kept, moved, pairs } = before.compare(after, all)
  const expected = new Map()
  for (const key of all) {
    const pair = `${before.getNode(key)} ${after.getNode(key)}`
    expected.set(pair, (expected.get(pair) ?? 0) + 1)
  }
  assert.deepEqual(new Map(pairs.map(({ from, to, count }) => [`${from} ${to}`, count])), expected)
  assert.deepEqual(
    pairs.map(({ from, to }) => `${from} ${to}`),
    [...expected.keys()].sort(),
  )
  const sum = (/** @type {(pair: typeof pairs[0]) => boolean} */ of) => pairs.filter(of).reduce((total, { count }) => total + count, 0)
  assert.deepEqual([kept, moved], [sum(({ from, to }) => from === to), sum(({ from, to }) => from !== to)])
  assert(kept > 0 && moved > 0 && kept + moved === all.length)
  assert.deepEqual(before.compare(after, new Set(all)), { kept, moved, pairs })
  assert.deepEqual(before.compare(before, all.values()).moved, 0)

  const empty = new HashRing()
  assert.deepEqual(empty.compare(new HashRing(['a']), ['x', 'y']), { kept: 0, moved: 2, pairs: [{ from: null, to: 'a', count: 2 }] })
  assert.deepEqual(empty.compare(empty, ['x']), { kept: 1, moved: 0, pairs: [{ from: null, to: null, count: 1 }] })
  assert.deepEqual(before.compare(after, []), { kept: 0, moved: 0, pairs: [] })
})

test('a comparison is of rings as they are once its keys are read', () => {
  const [ring, other] = [new HashRing(['a']), new HashRing(['a'])]
  const editing = (function* () {
    yield 'x'
    ring.setNodes(['b'])
    yield 'y'
  })()
  assert.deepEqual(ring.compare(other, editing), { kept: 0, moved: 2, pairs: [{ from: 'b', to: 'a', count: 2 }] })
  const closing = ['x', 'y']
  Object.defineProperty(closing, 1, { get: () => (other.close(), 'y') })
  assert.throws(() => ring.compare(other, closing), { code: 'CLOSED' })
})

test('functions place keys without a ring', () => {
  const places = [0, 1, 42n, 3_735_928_559, 2n ** 64n - 1n]
  for (const place of [jumpHash, guavaConsistentHash]) {
    assert.deepEqual(places.map((key) => place(key, 10)), [0, 6, 2, 5, 9])
    assert.deepEqual(places.map((key) => place(key, 1000)), [0, 549, 571, 285, 313])
    assert.equal(place(7, 0), 0)
    assert(place(7, 2 ** 32 - 1) < 2 ** 32)
  }
  assert.deepEqual([jumpHash(5006675456876174058n, 32768), guavaConsistentHash(5006675456876174058n, 32768)], [32767, 48])
  assert.deepEqual(['', 'foo', 'user:42', 'é', Buffer.from('123456789'), '{}{tag}'].map(redisSlot), [0, 12182, 15880, 10180, 12739, 11440])
  assert.equal(redisSlot('{user:1}.name'), redisSlot('{user:1}.mail'))
  assert.deepEqual(['foo', new Uint8Array(Buffer.from('foo'))].map(cassandraToken), [-2129773440516405919n, -2129773440516405919n])
  // A key that is longer than the buffer on the stack.
  assert.equal(redisSlot('x'.repeat(5000)), redisSlot(Buffer.alloc(5000, 'x')))
})

const edit = fc.record({
  kind: fc.constantFrom('add', 'remove', 'weight', 'replace', 'set'),
  a: fc.nat({ max: 7 }),
  b: fc.nat({ max: 7 }),
  weight: fc.nat({ max: 2 }),
})

test('under every profile, an edited ring is one made at once, and its lists are sound', () => {
  const property = fc.property(fc.constantFrom(...names), fc.array(edit, { minLength: 1, maxLength: 12 }), (profile, edits) => {
    const ring = ringOf(profile, [])
    for (const { kind, a, b, weight } of edits) {
      const before = ring.clone()
      const [name, other] = [node(profile, a).name, node(profile, b).name]
      try {
        if (kind === 'add') ring.addNode(name, node(profile, a, weight))
        else if (kind === 'remove') ring.removeNode(name)
        else if (kind === 'weight') ring.setWeight(name, weight)
        else if (kind === 'replace') ring.replaceNode(name, other)
        else ring.setNodes([node(profile, a, weight), node(profile, b)])
      } catch (error) {
        const { code } = /** @type {{ code: string }} */ (error)
        assert(['DUPLICATE_NODE', 'UNKNOWN_NODE', 'UNSUPPORTED', 'INVALID_OPTION'].includes(code), String(error))
        assert(ring.equals(before))
      }
    }
    const fresh = new HashRing(ring, ring.options)
    assert(fresh.equals(ring))
    assert.deepEqual(fresh.points(), ring.points())
    const owners = ring.getNodeBatch(keys)
    keys.forEach((key, i) => {
      const list = ring.getNodes(key)
      const whole = [...ring.iterNodes(key)]
      assert.deepEqual(list, whole.slice(0, 2))
      assert.equal(new Set(whole).size, whole.length)
      assert(whole.every((name) => ring.node(name).weight > 0))
      assert.deepEqual([owners[i], ring.getNode(key), fresh.getNode(key)], Array(3).fill(whole[0] ?? null))
    })
  })
  fc.assert(property, { numRuns: 300 })
})
