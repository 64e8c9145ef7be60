// Migrates a running cache from libmemcached's placement to ringwise's own, without a miss for a key that is cached.
//
// Both rings have the same servers and differ only in placement. During the lifetime of a value, a read that misses
// asks the old owner too, and a write deletes the old copy.
import { HashRing } from 'ringwise'

/** A server of the cache, in memory. */
class Server {
  /** @type {Map<string, string>} */
  #values = new Map()

  /** @param {string} key */
  async get(key) {
    return this.#values.get(key)
  }

  /** @param {string} key
   * @param {string} value */
  async set(key, value) {
    this.#values.set(key, value)
  }

  /** Sets a value if there is none, like memcached's `add`.
   * @param {string} key
   * @param {string} value */
  async add(key, value) {
    if (!this.#values.has(key)) this.#values.set(key, value)
  }

  /** @param {string} key */
  async delete(key) {
    this.#values.delete(key)
  }
}

/** A cache between two placements. */
class Cache {
  /** The number of reads that the old owner answered. Once it stays 0, the old ring can be removed. */
  answeredByOld = 0

  /** @param {Map<string, Server>} servers
   * @param {HashRing} before
   * @param {HashRing} after */
  constructor(servers, before, after) {
    this.servers = servers
    this.before = before
    this.after = after
  }

  /** @param {string} key */
  async get(key) {
    const { owner, old } = this.#owners(key)
    const current = await owner.get(key)
    if (current !== undefined || old === undefined) return current
    const value = await old.get(key)
    if (value === undefined) return undefined
    this.answeredByOld += 1
    // Not `set`: a newer write may have arrived. A cache with expiry passes on the remaining lifetime.
    await owner.add(key, value)
    return value
  }

  /** @param {string} key
   * @param {string} value */
  async set(key, value) {
    const { owner, old } = this.#owners(key)
    await owner.set(key, value)
    await old?.delete(key)
  }

  /** Returns the server that owns a key, and the previous one if it is another.
   * @param {string} key */
  #owners(key) {
    const [owner, old] = [this.#server(this.after, key), this.#server(this.before, key)]
    return { owner, old: old === owner ? undefined : old }
  }

  /** @param {HashRing} ring
   * @param {string} key */
  #server(ring, key) {
    return /** @type {Server} */ (this.servers.get(/** @type {string} */ (ring.getNode(key))))
  }
}

const names = ['10.0.0.1:11211', '10.0.0.2:11211', '10.0.0.3:11211', '10.0.0.4:11211']
const servers = new Map(names.map((name) => [name, new Server()]))
const keys = Array.from({ length: 1000 }, (_, i) => `user:${i}`)

// A cache that libmemcached filled. In your own, first check the placement of some real keys.
const before = new HashRing(names, { profile: 'libmemcached_ketama_weighted' })
const full = new Cache(servers, before, before)
for (const key of keys) await full.set(key, `of ${key}`)

const after = new HashRing(names)
const { kept, moved, pairs } = before.compare(after, keys)
console.log(`${kept} of ${kept + moved} keys stay where they are`)
const most = pairs.filter(({ from, to }) => from !== to).sort((a, b) => b.count - a.count)[0]
console.log(`the most that go from one server to another: ${most?.count}, ${most?.from} to ${most?.to}`)

const cache = new Cache(servers, before, after)
await cache.set('user:7', 'newer')
/** Returns the number of keys that the cache has. */
const hits = async () => (await Promise.all(keys.map((key) => cache.get(key)))).filter((value) => value !== undefined).length
console.log(`first reads: ${await hits()} hits, ${cache.answeredByOld} of them where a key was before`)
cache.answeredByOld = 0
console.log(`later reads: ${await hits()} hits, ${cache.answeredByOld} of them where a key was before`)
console.log('user:7 is', await cache.get('user:7'))
