'use strict'

const { markAsUncloneable } = require('node:worker_threads')

const { toHealth } = require('./health.js')
const { mapEntries } = require('./map-entries.js')
const { HealthMonitor, shareInternals } = require('./monitor.js')
const native = require('./native.js')
const { Plan } = require('./plan.js')
const { Shares } = require('./shares.js')
const { Ticket } = require('./ticket.js')

/** A buffer for numbers of nodes, as long as the longest list so far. */
let buffer = new Uint32Array(16)

/** Returns whether a value is a ring. */
let isRing

/** Given for options, it means that `nodes` is a native ring. Only this file has it. */
const NATIVE = Symbol('native ring')

class HashRing {
  #ring
  /** The name of each number: every name that the ring has ever had. */
  #names = []
  /** The `meta` of each node, by name. */
  #metas = new Map()
  #getNode
  #getNodes
  #getNodeBatch
  #iterNodes
  #getNodeWithFallback
  #getHealthyNodes
  #retryNodes
  #position
  #acquire
  #release
  /** The monitors that run. */
  #monitors = new Set()
  #closed = false

  static {
    isRing = (value) => typeof value === 'object' && value !== null && #ring in value
    shareInternals((ring) => {
      if (!isRing(ring)) native.refuseType('ring', ring, 'a HashRing is needed')
      return { ring: ring.#ring, monitors: ring.#monitors }
    })
  }

  constructor(nodes = [], options = {}) {
    markAsUncloneable?.(this)
    if (options === NATIVE) {
      this.#ring = nodes
    } else if (isRing(nodes)) {
      this.#ring = native.Ring.copy(nodes.#ring, optionsOf(options))
      this.#metas = new Map(nodes.#metas)
    } else {
      const { list, metas } = entriesOf(nodes)
      this.#ring = new native.Ring(list, optionsOf(options))
      this.#metas = metas
    }
    const lookups = this.#ring.lookups()
    this.#getNode = lookups.getNode
    this.#getNodes = lookups.getNodes
    this.#getNodeBatch = lookups.getNodeBatch
    this.#iterNodes = lookups.iterNodes
    this.#getNodeWithFallback = lookups.getNodeWithFallback
    this.#getHealthyNodes = lookups.getHealthyNodes
    this.#retryNodes = lookups.retryNodes
    this.#position = lookups.position
    this.#acquire = lookups.acquire
    this.#release = lookups.release
    this.#learnNames()
  }

  addNode(name, options) {
    const meta = options?.meta
    this.#ring.addNode(name, options)
    this.#learnNames()
    keepMeta(this.#metas, name, meta)
  }

  removeNode(name) {
    this.#ring.removeNode(name)
    this.#metas.delete(name)
  }

  setWeight(name, weight) {
    this.#ring.setWeight(name, weight)
  }

  replaceNode(oldName, newName) {
    this.#ring.replaceNode(oldName, newName)
    this.#learnNames()
    const meta = this.#metas.get(oldName)
    this.#metas.delete(oldName)
    keepMeta(this.#metas, newName, meta)
  }

  setNodes(nodes) {
    if (isRing(nodes)) return this.#replaced(this.#ring.setMembers(nodes.#ring), new Map(nodes.#metas))
    const { list, metas } = entriesOf(nodes)
    return this.#replaced(this.#ring.setNodes(list), metas)
  }

  node(name) {
    return { ...this.#ring.node(name), meta: this.#metas.get(name) ?? null }
  }

  nodes() {
    return this.#ring.nodes()
  }

  get size() {
    return this.#ring.size()
  }

  has(name) {
    return typeof name === 'string' && this.#ring.has(name)
  }

  [Symbol.iterator]() {
    return this.nodes().values()
  }

  get profile() {
    return this.#ring.profile()
  }

  get options() {
    const entries = this.#ring.options().map(([name, value]) => [name, Array.isArray(value) ? Object.fromEntries(value) : value])
    const options = Object.fromEntries(entries)
    // Every ring has this option, and `null` is its value if it is unset.
    return { ...options, hashTag: options.hashTag ?? null }
  }

  getNode(key) {
    const number = this.#getNode(key)
    return number < 0 ? null : this.#names[number]
  }

  getNodes(key, count) {
    return this.#list(this.#getNodes, key, count)
  }

  iterNodes(key) {
    return walk(this.#iterNodes(key), this.#names)
  }

  getNodeBatch(keys) {
    const list = listOf(keys)
    const numbers = new Uint32Array(list.length)
    this.#getNodeBatch(list, numbers)
    const owners = new Array(numbers.length)
    for (let i = 0; i < numbers.length; i++) owners[i] = this.#names[numbers[i]] ?? null
    return owners
  }

  markNodeUnhealthy(name) {
    this.#ring.markNodeUnhealthy(name)
  }

  markNodeHealthy(name) {
    this.#ring.markNodeHealthy(name)
  }

  isHealthy(name) {
    return this.#ring.isHealthy(name)
  }

  health(name) {
    // By the number of arguments: a name that is `undefined` by mistake is an error.
    return arguments.length > 0 ? toHealth(this.#ring.health(name)) : new Map(this.#ring.healths().map((health) => [health.name, toHealth(health)]))
  }

  getHealthyNodes(key, count) {
    return this.#list(this.#getHealthyNodes, key, count)
  }

  getNodeWithFallback(key) {
    const number = this.#getNodeWithFallback(key)
    return number < 0 ? null : this.#names[number]
  }

  retryNodes(key) {
    return this.#retryNodes(key).map((number) => this.#names[number])
  }

  acquire(key) {
    const ticket = this.#acquire(key)
    // The lowest 24 bits are the node's number.
    return ticket < 0 ? null : new Ticket(this.#names[ticket & 0xffffff], this.#release, ticket)
  }

  load(name) {
    return this.#ring.load(name)
  }

  loads() {
    return new Map(this.#ring.loads().map(({ name, count }) => [name, count]))
  }

  setLoadFactor(percent) {
    this.#ring.setLoadFactor(percent)
  }

  totalLoad() {
    return this.#ring.totalLoad()
  }

  capacity(name) {
    return this.#ring.capacity(name)
  }

  points() {
    const { positions, owners } = this.#ring.points()
    return Array.from(positions, (position, i) => [position, this.#names[owners[i]]])
  }

  explain() {
    return this.#ring.explain()
  }

  compare(other, keys) {
    if (!isRing(other)) native.refuseType('ring', other, 'a HashRing is needed')
    return this.#ring.compare(other.#ring, listOf(keys))
  }

  shares(replicas) {
    return new Shares(this.#ring.shares(replicas))
  }

  forecast(failures, replicas) {
    const names = iterated(failures, 'failures', 'an iterable of names is needed')
    return new Shares(this.#ring.forecast(names, replicas))
  }

  stats() {
    return this.#ring.stats()
  }

  position(key) {
    return this.#position(key)
  }

  ranges(name) {
    const { starts, ends } = this.#ring.ranges(name)
    return Array.from(starts, (start, i) => ({ start, end: ends[i] }))
  }

  group(keys) {
    const list = listOf(keys)
    const groups = new Map()
    this.getNodeBatch(list).forEach((name, i) => {
      const group = groups.get(name)
      if (group === undefined) groups.set(name, [list[i]])
      else group.push(list[i])
    })
    return groups
  }

  analyzeDistribution(keys) {
    const { names, counts, expected, ...sums } = this.#ring.analyzeDistribution(listOf(keys))
    const byName = (numbers) => new Map(names.map((name, i) => [name, numbers[i]]))
    return { counts: byName(counts), expected: byName(expected), ...sums }
  }

  plan(after, replicas) {
    if (!isRing(after)) native.refuseType('after', after, 'a HashRing is needed')
    return new Plan(this.#ring.plan(after.#ring, replicas), this.#names, after.#names)
  }

  overlap(other) {
    if (!isRing(other)) native.refuseType('other', other, 'a HashRing is needed')
    return this.#ring.overlap(other.#ring)
  }

  fingerprint() {
    return this.#ring.fingerprint()
  }

  toBytes() {
    return this.#ring.toBytes()
  }

  static fromBytes(bytes, options = {}) {
    return new HashRing(native.Ring.fromBytes(bytes, optionsOf(options)), NATIVE)
  }

  static fromJson(text, options = {}) {
    return new HashRing(native.Ring.fromJson(text, optionsOf(options)), NATIVE)
  }

  equals(other) {
    return isRing(other) && this.#ring.equals(other.#ring)
  }

  clone() {
    const clone = new HashRing(this.#ring.clone(), NATIVE)
    clone.#metas = new Map(this.#metas)
    return clone
  }

  close() {
    for (const monitor of this.#monitors) monitor.stop()
    this.#ring.close()
    this.#metas.clear()
    this.#closed = true
  }

  // Some versions of Node 20 lack the symbol. There, TypeScript's `using` looks for this one.
  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {
    this.close()
  }

  toJSON() {
    const json = JSON.parse(this.#ring.toJson())
    // A number cannot hold every point, so points are written as digits.
    for (const node of json.nodes) if (node.points !== undefined) node.points = this.#ring.node(node.name).points.map(String)
    return json
  }

  /** Returns what `console.log` shows. */
  [Symbol.for('nodejs.util.inspect.custom')]() {
    return this.#closed ? 'HashRing(closed)' : `HashRing(${this.size} nodes)`
  }

  /** Returns the names of the nodes that `list` finds. */
  #list(list, key, count) {
    let found = list(key, count, buffer)
    // Repeated, because a monitor may mark another node as healthy meanwhile.
    while (found < 0) {
      buffer = new Uint32Array(buffer.length - found)
      found = list(key, count, buffer)
    }
    const names = []
    for (let i = 0; i < found; i++) names.push(this.#names[buffer[i]])
    return names
  }

  /** Adopts names and metas after all members were replaced. */
  #replaced(changes, metas) {
    this.#learnNames()
    this.#metas = metas
    return changes
  }

  /** Adds the names that are new in the native half. */
  #learnNames() {
    for (const name of this.#ring.names(this.#names.length)) this.#names.push(name)
  }
}

/** Yields the names of the nodes that `next` finds. */
function* walk(next, names) {
  try {
    for (let number = next(); number >= 0; number = next()) yield names[number]
  } finally {
    // Frees the memory now, however the loop ended: many loops may run before anything is collected.
    next(true)
  }
}

/**
 * Returns options as entries for the native half: a name, a value, and for an object or a `Map` its entries.
 *
 * An `undefined` option is left out.
 */
function optionsOf(options) {
  if (!native.isPlain(options)) native.refuseType('options', options, 'an object is needed')
  return Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, value, mapEntries(value)])
}

/**
 * Returns nodes that are not a ring as entries for the native half (a name, then a weight, options or a node), and
 * their metas.
 *
 * They are read before anything is edited, because reading them may run code of the caller.
 */
function entriesOf(nodes) {
  const right = 'an iterable of names or nodes, or a Map or an object of weights or options, is needed'
  const list = mapEntries(nodes) ?? iterated(nodes, 'nodes', right).map(entry)
  const metas = new Map()
  for (const [name, options] of list) keepMeta(metas, name, options?.meta)
  return { list, metas }
}

function entry(node) {
  if (typeof node === 'string') return [node]
  return native.isPlain(node) ? [node.name, node] : native.refuseType('node', node, 'a name or an object with a name is needed')
}

/** Returns keys as an array. */
function listOf(keys) {
  return Array.isArray(keys) ? keys : iterated(keys, 'keys', 'an array or another iterable of keys is needed')
}

/** Returns the elements of an iterable object. A string is refused: its characters are neither nodes nor keys. */
function iterated(value, what, right) {
  const iterable = typeof value === 'object' && value !== null && typeof value[Symbol.iterator] === 'function'
  return iterable ? Array.from(value) : native.refuseType(what, value, right)
}

/** Keeps the meta of a node, unless it is absent. */
function keepMeta(metas, name, meta) {
  if (meta !== undefined && meta !== null) metas.set(name, meta)
}

module.exports.HashRing = HashRing
module.exports.HealthMonitor = HealthMonitor

const { jumpHash, guavaConsistentHash, redisSlot, cassandraToken } = native.functions()

module.exports.jumpHash = jumpHash
module.exports.guavaConsistentHash = guavaConsistentHash
module.exports.redisSlot = redisSlot
module.exports.cassandraToken = cassandraToken
module.exports.profiles = native.profiles
module.exports.VERSION = require('./package.json').version
