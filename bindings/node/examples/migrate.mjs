// A cache moves from the placement of libmemcached to ringwise's own while it serves, and misses no key that it has.
//
// For as long as a value may live, a read that misses asks the old owner too, and a write takes the old copy away. Both rings have the same
// servers; only the rule of what is where differs.
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

  /** Sets a value unless there is one, as memcached's `add` does.
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
  /** How many reads the old owner has answered: when that stays 0, the old ring can go. */
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
    // Not `set`: a write may have come in between, and is newer. A cache that counts time passes on what is left of the value's.
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

  /** The server where a key belongs, and the one where it was before, if that is another.
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

// What is there: a cache that libmemcached has filled. Ask it for keys of yours first: all of them have to agree.
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
/** How many of the keys it has. */
const hits = async () => (await Promise.all(keys.map((key) => cache.get(key)))).filter((value) => value !== undefined).length
console.log(`first reads: ${await hits()} hits, ${cache.answeredByOld} of them where a key was before`)
cache.answeredByOld = 0
console.log(`later reads: ${await hits()} hits, ${cache.answeredByOld} of them where a key was before`)
console.log('user:7 is', await cache.get('user:7'))
