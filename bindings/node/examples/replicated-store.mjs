// A store that keeps each value on three nodes.
//
// A write succeeds when two nodes have it, so that one node may be down. A read that asks two nodes meets every write.
//
// The copies are on the nodes of `getNodes`, healthy or not, so that the store skips unhealthy nodes itself.
// `getHealthyNodes` would return nodes that never had the value.
import { HashRing } from 'ringwise'

const COPIES = 3
const QUORUM = 2

/** @typedef {{ value: string, version: number }} Copy */

/** A server in memory, which can be switched off. */
class Server {
  /** @type {Map<string, Copy>} */
  #copies = new Map()
  on = true

  /** @param {string} key
   * @param {Copy} copy */
  async set(key, copy) {
    if (!this.on) throw new Error('connection refused')
    this.#copies.set(key, copy)
  }

  /** @param {string} key */
  async get(key) {
    if (!this.on) throw new Error('connection refused')
    return this.#copies.get(key)
  }
}

class Store {
  /** @param {Map<string, Server>} servers */
  constructor(servers) {
    this.servers = servers
    this.ring = new HashRing(servers.keys(), { replicationFactor: COPIES })
  }

  /** Writes a value, and returns the nodes that have it. A write that fails may still be on one of them.
   * @param {string} key
   * @param {string} value
   * @param {number} version */
  async set(key, value, version) {
    const written = await this.#askAll(key, (server) => server.set(key, { value, version }))
    if (written.length < QUORUM) throw new Error(`${key} is on ${written.length} of ${COPIES} nodes, and must be on ${QUORUM}`)
    return written.map(({ node }) => node)
  }

  /** Reads a value from the first node that answers. The value is old if that node was down during a newer write.
   * @param {string} key */
  async get(key) {
    for (const node of this.#holders(key)) {
      const copy = (await this.#ask(node, (server) => server.get(key)))?.answer
      if (copy !== undefined) return { value: copy.value, node }
    }
    throw new Error(`no node that holds ${key} answers`)
  }

  /** Returns the newest value of a quorum.
   * @param {string} key */
  async getNewest(key) {
    const read = await this.#askAll(key, (server) => server.get(key))
    if (read.length < QUORUM) throw new Error(`${read.length} of ${COPIES} nodes say what ${key} is, and ${QUORUM} must`)
    const copies = read.flatMap(({ answer }) => answer ?? [])
    return copies.sort((a, b) => b.version - a.version)[0]?.value
  }

  /** Returns the nodes that hold a key and are marked healthy.
   * @param {string} key */
  #holders(key) {
    return this.ring.getNodes(key).filter((node) => this.ring.isHealthy(node))
  }

  /** Asks all of them, and returns the answers.
   * @template T
   * @param {string} key
   * @param {(server: Server) => Promise<T>} question */
  async #askAll(key, question) {
    const answers = await Promise.all(this.#holders(key).map((node) => this.#ask(node, question)))
    return answers.filter((answer) => answer !== undefined)
  }

  /** Asks a node, and marks it unhealthy if it does not answer.
   * @template T
   * @param {string} node
   * @param {(server: Server) => Promise<T>} question */
  async #ask(node, question) {
    try {
      return { node, answer: await question(/** @type {Server} */ (this.servers.get(node))) }
    } catch {
      this.ring.markNodeUnhealthy(node)
      return undefined
    }
  }
}

const servers = new Map(['store-1', 'store-2', 'store-3', 'store-4', 'store-5'].map((name) => [name, new Server()]))
const store = new Store(servers)
const key = 'user:42'
const [first = '', second = ''] = store.ring.getNodes(key)
/** @param {string} name
 * @param {boolean} on */
const turn = (name, on) => {
  const server = /** @type {Server} */ (servers.get(name))
  server.on = on
  if (on) store.ring.markNodeHealthy(name) // a health monitor would do this
}

console.log('written to', await store.set(key, 'Ada', 1))
turn(first, false)
console.log(`${first} fails:`, await store.get(key))
console.log('written to', await store.set(key, 'Ada Lovelace', 2))
turn(first, true)
console.log(`${first} is back, with an old copy:`, await store.get(key))
console.log('the newest of them:', await store.getNewest(key))
turn(first, false)
turn(second, false)
await store.set(key, 'Countess of Lovelace', 3).catch((error) => console.log('two are down:', error.message))
console.log('still to be read:', await store.get(key))
