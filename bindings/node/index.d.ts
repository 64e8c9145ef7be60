/// <reference lib="esnext.disposable" />

import { EventEmitter } from 'node:events'

/** A key: bytes such as a `Buffer`, or a string, which means its UTF-8 (a lone surrogate is U+FFFD). */
export type Key = string | Uint8Array

/** The options of a node. All but `meta` decide its placement. */
export interface NodeOptions<Meta = unknown> {
  /** An integer from 0 to 67,108,864; 1 by default. A node of weight 0 is drained: it stays a member, but owns nothing. */
  weight?: number | undefined
  /** Replicas of a key are spread over different zones, if there are enough. */
  zone?: string | null | undefined
  /** The text that is hashed instead of the name, or instead of what the profile derives from the name. */
  identity?: string | null | undefined
  /** The number of labels of the node, whatever its weight: only under `npm_hashring`. */
  vnodes?: number | undefined
  /**
   * The node's points: only under `points`, and under `cassandra` as its tokens.
   *
   * A number from 2^53 on is not exact. Pass a bigint instead, or its digits, as in JSON.
   */
  points?: ReadonlyArray<number | bigint | string> | undefined
  /** Your own value, which does not influence placement. */
  meta?: Meta | null | undefined
}

/** A node to add. {@link HashRing.node} returns one. */
export interface NodeLike<Meta = unknown> extends NodeOptions<Meta> {
  name: string
}

/** A node to add under a name: its weight, its options, or a node of that name. */
export type NodeValue<Meta = unknown> = number | NodeOptions<Meta> | NodeLike<Meta>

/**
 * Nodes: an iterable of names and nodes, a map from names to weights, options or nodes, or a ring.
 *
 * An object reorders names that look like integers. Under most profiles the order of nodes matters: use an array or a
 * `Map`.
 */
export type Nodes<Meta = unknown> =
  | HashRing<Meta>
  | Iterable<string | NodeLike<Meta>>
  | ReadonlyMap<string, NodeValue<Meta>>
  | { readonly [name: string]: NodeValue<Meta> }

/** A member of a ring. */
export interface Node<Meta = unknown> {
  name: string
  /** The text that is hashed: the given identity, or the name, or what the profile derives from the name. */
  identity: string
  weight: number
  zone: string | null
  /** Present if it was given. */
  vnodes?: number
  /** Present if they were given. */
  points?: bigint[]
  meta: Meta | null
}

/** A member as {@link HashRing.toJSON} writes it. Fields with their default are absent. */
export interface NodeJSON {
  name: string
  weight: number
  /** Present if it was given and differs from the one that the profile derives. */
  identity?: string
  zone?: string
  vnodes?: number
  /** In decimal digits, because a number cannot hold every point. */
  points?: string[]
}

/** A ring as {@link HashRing.toJSON} writes it: its profile, its options under their names in all languages, and its members. */
export interface RingJSON {
  /** The version of the format. */
  ringwise: 1
  profile: Profile
  nodes: NodeJSON[]
  /** An option, such as `hash_tag`. */
  [option: string]: unknown
}

/** A placement. `docs/profiles.md` of the project names the system, and the settings, that each profile equals. */
export type Profile =
  | 'native'
  | 'native-v1'
  | 'ketama'
  | 'libmemcached_ketama'
  | 'libmemcached_ketama_weighted'
  | 'libmemcached_spy'
  | 'twemproxy_ketama'
  | 'spymemcached_ketama'
  | 'nginx_consistent'
  | 'haproxy'
  | 'envoy_ring_hash'
  | 'envoy_maglev'
  | 'uhashring'
  | 'uhashring_ketama'
  | 'hash_ring'
  | 'consistent_hash'
  | 'npm_hashring'
  | 'npm_consistent_hashing'
  | 'npm_ketama'
  | 'stathat'
  | 'groupcache'
  | 'lafikl'
  | 'serialx_v1'
  | 'serialx_v2'
  | 'buraksezer_v0'
  | 'buraksezer_v1'
  | 'naive_md5'
  | 'naive_sha256'
  | 'cassandra'
  | 'tengine'
  | 'points'

/**
 * The options of a ring that have a value, as {@link HashRing} takes them.
 *
 * A profile has the options of its system, and refuses others.
 */
export interface Options extends ProfileOptions {
  /** The placement; by default `native`, which is recorded as `native-v1`. */
  profile: Profile
  /**
   * Virtual nodes for each unit of weight, or for each node, 1 to 67,108,864.
   *
   * More of them make the shares more even, and the ring larger.
   */
  vnodes?: number
  /** The seed of every hash, 0 to 4,294,967,295. Only `native` has one. */
  seed?: number
  /** Two ASCII characters such as `'{}'`. Of a key that contains them, only the part between is hashed. */
  hashTag: string | null
  /**
   * `'spread'`: a list has one node of each zone first, then a second of each. `'strict'`: one of each zone, and no
   * more.
   *
   * Not under `cassandra`.
   */
  zones?: 'spread' | 'strict'
  /**
   * The largest share that a node may own, in percent of its fair share, 101 to 1,000. Absent if there is no cap.
   *
   * With a cap, an edit moves more keys than the minimum. Only under `native`.
   */
  cap?: number
  /** The default count of `getNodes` and `getHealthyNodes`, 1 to 16,777,216. */
  replicationFactor: number
  /**
   * The largest load of a node with {@link HashRing.acquire}, in percent of its fair share of all loads, 101 to 10,000.
   *
   * Absent if the profile has its own bound: `lafikl`, and `haproxy` with a `balanceFactor`.
   */
  loadFactor?: number
}

/** The options that only some profiles have, under the names of their systems. */
export interface ProfileOptions {
  /**
   * The hash function, under the system's name for it: `libmemcached_ketama`, `libmemcached_ketama_weighted`,
   * `libmemcached_spy`, `twemproxy_ketama`, `spymemcached_ketama`, `haproxy`, `envoy_ring_hash`, `buraksezer_v0` and
   * `buraksezer_v1` have it.
   */
  hash?: string
  /** The hash function of labels, if it is another: under `libmemcached_ketama`. */
  pointHash?: string
  /** Whether weights count: under `libmemcached_spy` and `spymemcached_ketama`. */
  weighted?: boolean
  /** The format of labels: under `spymemcached_ketama`. */
  format?: 'spymemcached' | 'libmemcached'
  /** Whether a hash is mixed again: under `haproxy`. */
  avalanche?: boolean
  /** The `hash-balance-factor` of {@link HashRing.acquire}, 101 to 65,535: under `haproxy`. */
  balanceFactor?: number
  /** The smallest number of points: under `envoy_ring_hash`. */
  minimum?: number
  /** The largest number of points: under `envoy_ring_hash`. */
  maximum?: number
  /** The number of entries, a prime: under `envoy_maglev`. */
  tableSize?: number
  /** The number of points of a label: under `uhashring_ketama` and `npm_hashring`. */
  replicas?: number
  /** The number of points of a label: under `consistent_hash`. */
  words?: number
  /** The hash function of keys and labels: under `npm_hashring`, `npm_consistent_hashing` and `npm_ketama`. */
  algorithm?: string
  /** The mode of compatibility of `npm_hashring` itself. */
  compatibility?: 'hash_ring' | 'ketama'
  /** The port of a name without one: under `npm_hashring`. */
  defaultPort?: number
  /** Whether keys and labels are hashed by FNV-1a: under `stathat`. */
  fnv?: boolean
  /** The number of partitions: under `buraksezer_v0` and `buraksezer_v1`. */
  partitions?: number
  /** The largest number of partitions of a node, in percent of the mean: under `buraksezer_v0` and `buraksezer_v1`. */
  loadPercent?: number
  /** The replication strategy: under `cassandra`. */
  strategy?: 'simple' | 'network'
  /** The number of replicas, or with `strategy: 'network'` of replicas in each data centre: under `cassandra`. */
  replication?: number | { [centre: string]: number }
  /** The width of positions: under `points`. */
  bits?: 64 | 32
  /** The hash function of keys: under `points`. */
  keyHash?: string
  /** The point that owns a key: the first at or after it, the first after it, or the last at or before it. Under `points`. */
  pick?: 'ge' | 'gt' | 'le'
}

/** Options to make a ring with. An `undefined` option has its default, or in a copy the value of the copied ring. */
export type GivenOptions = { [Name in Exclude<keyof Options, 'cap' | 'replication'>]?: Options[Name] | undefined } & {
  /** As in {@link Options}; `null` means no cap. */
  cap?: number | null | undefined
  /** As in {@link ProfileOptions}, or a `Map` from data centres to integers. */
  replication?: number | ReadonlyMap<string, number> | { readonly [centre: string]: number } | undefined
}

/** The result of {@link HashRing.compare}: the number of keys that have the same owner in two rings, and of those that do not. */
export interface Comparison {
  /** The number of keys whose owner has the same name in both rings, or that have no owner in either. */
  kept: number
  /** The number of all other keys. */
  moved: number
  /** The number of keys for each pair of owners: `from` in this ring, `to` in the other, `null` for no owner. */
  pairs: Array<{ from: string | null; to: string | null; count: number }>
}

/** The part of the key space that one node holds. */
export interface Share {
  /** The number of positions that it holds, of {@link Shares.total}, in all ranks together. */
  parts: bigint
  /** The same by rank: the positions that it owns, those where it is the second node of the list, and so on. */
  byRank: bigint[]
  /** `parts` as a fraction of `total`; with several replicas it may exceed 1. */
  fraction: number
  /** The fraction that its weight entitles it to. */
  fair: number
}

/**
 * The part of the key space that each node holds, by name: a `Map` in the order of {@link HashRing.nodes}.
 *
 * Drained nodes are included, and hold nothing.
 */
export interface Shares extends ReadonlyMap<string, Share> {
  /** The number of positions of keys: 2^64 on a native ring, 2^32 under a profile of 32 bits, the entries of a table. */
  readonly total: bigint
}

/** The evenness of a ring. Drained nodes do not count, except in `nodes`. */
export interface Stats {
  /** The number of members, drained ones included. */
  nodes: number
  /** The number of points, or of the entries of a table. */
  points: number
  /** The memory of the ring. */
  bytes: number
  /** The share of the fullest node over its fair share: 1 is perfect, 0 means that no node owns a point. */
  maxOverFair: number
  /** The share of the emptiest node over its fair share. */
  minOverFair: number
  /** The standard deviation of share over fair share. */
  deviation: number
  /** The nodes over the cap, because they can lose no more points. Empty without a cap. */
  overCap: string[]
}

/**
 * The positions after `start`, up to and including `end`, clockwise.
 *
 * If `start >= end`, the range wraps around the end of the ring. From 0 to 0 is the whole ring.
 */
export interface Range {
  start: bigint
  end: bigint
}

/** A range of positions whose keys a node newly holds. */
export interface Move extends Range {
  /** The index of the target in the key's new list. */
  rank: number
  /** The node to copy the keys from: one that gives them up, or else one that keeps them. `null` if the old ring has no node. */
  source: string | null
  /** The node that newly holds the keys. */
  target: string
}

/**
 * The moves from one ring to another; {@link HashRing.plan} makes it.
 *
 * Iterating yields every {@link Move}, ordered by `start`, then by `rank`. A plan holds both rings as they were, and no
 * list of moves: each move is found when the loop asks for it.
 */
export interface Plan extends Iterable<Move> {
  /** The number of positions of keys, as {@link Shares.total}. The other numbers count positions too. */
  readonly total: bigint
  /** The number of positions that a node newly holds, added up over all nodes. */
  readonly moved: bigint
  /**
   * The smallest number that has to move for each node to hold as many positions as in the new ring.
   *
   * One edit of a native ring without a cap moves no more.
   */
  readonly minimum: bigint
  /** `moved` as a fraction of `total`; with several replicas it may exceed 1. */
  readonly movedFraction: number
  /** `minimum` as a fraction of `total`. */
  readonly minimumFraction: number

  /**
   * Returns the moves that include `key`; none if every node that should hold it already does.
   *
   * While keys are copied, they name the nodes that may still have a key which its new node lacks.
   */
  movesOf(key: Key): Move[]

  /** Returns the number of positions that move, for each pair of nodes that has any. */
  totals(): Array<{ source: string | null; target: string; parts: bigint }>

  /** Returns the whole plan for `JSON.stringify`, moves included. Positions and their counts are strings of decimal digits. */
  toJSON(): PlanJSON

  /** Returns a table of the totals, for people to read. */
  toString(): string
}

/** A plan as {@link Plan.toJSON} writes it: positions and their counts are strings of decimal digits. */
export interface PlanJSON {
  total: string
  replicas: number
  moved: string
  minimum: string
  totals: Array<{ source: string | null; target: string; parts: string }>
  moves: Array<{ start: string; end: string; rank: number; source: string | null; target: string }>
}

/** The result of {@link HashRing.analyzeDistribution}: the number of keys of each node, and the expected number. */
export interface Distribution {
  /** The number of keys that each node owns, by name. */
  counts: Map<string, number>
  /** The share of each node times the number of keys, by name. */
  expected: Map<string, number>
  /** The number of keys. */
  keys: number
  /** Pearson's chi-square of the counts against the expected numbers. */
  chiSquare: number
  /**
   * The probability that evenly hashed keys are at least this uneven.
   *
   * A small one, such as 0.001, means that the keys are not like random ones: for example that some are repeated. It is
   * unreliable if a node expects fewer than five keys.
   */
  pValue: number
}

/** The options that a snapshot does not have, for {@link HashRing.fromBytes} and {@link HashRing.fromJson}. */
export type SnapshotOptions = Pick<GivenOptions, 'replicationFactor' | 'loadFactor'>

/** The changes that {@link HashRing.setNodes} made: names, in bytewise order. */
export interface Changes {
  added: string[]
  removed: string[]
  /** Members whose weight, zone or identity has changed. */
  changed: string[]
  /** Members whose identity has changed: all their keys may move. */
  reidentified: string[]
}

/**
 * The `code` of an error of this package.
 *
 * The code `InvalidArg` is that of a `TypeError` or a `RangeError`. An argument of a wrong type is a `TypeError`, and
 * so is a node under another name than its own. A negative count is a `RangeError`, and so is a number out of the range
 * of {@link jumpHash}.
 */
export type ErrorCode =
  | 'INVALID_NAME'
  | 'INVALID_WEIGHT'
  | 'DUPLICATE_NODE'
  | 'UNKNOWN_NODE'
  | 'TOO_MANY_POINTS'
  | 'INVALID_OPTION'
  | 'BAD_SNAPSHOT'
  | 'SNAPSHOT_VERSION'
  | 'UNKNOWN_PROFILE'
  | 'UNSUPPORTED'
  | 'INVALID_ADDRESS'
  | 'MONITOR_FAILED'
  | 'TOO_MANY_NODES'
  | 'CLOSED'
  | 'InvalidArg'

/** The health of a node, as this process sees it. */
export interface Health {
  healthy: boolean
  /** The time of the last change; of the node's addition if there was none. */
  since: Date
  /** The reason of the last change, if one was given. */
  reason: string | null
}

/**
 * One unit of load on a node, which {@link HashRing.acquire} took.
 *
 * Release it: a ticket that is garbage-collected before keeps its load on the node.
 */
export interface Ticket {
  /** The node. */
  readonly node: string

  /**
   * Releases the ticket, and returns whether it still counted.
   *
   * A ticket counts once, and not after the node has been removed or the ring closed.
   */
  release(): boolean

  /** Calls {@link Ticket.release}, for `using`. */
  [Symbol.dispose](): void
}

/**
 * A consistent-hash ring, which assigns each key to a node.
 *
 * The same nodes and options place every key on the same node: in every language of ringwise, on every platform, in any
 * order of the nodes, in every later version. An edit that throws changes nothing.
 *
 * With another {@link Options.profile} it places keys as another system does. The order of nodes may matter then, and
 * an edit may move more keys; `docs/profiles.md` of the project describes each profile.
 *
 * A ring cannot be sent to a worker: `structuredClone` and `postMessage` throw from Node 22.10 on, and make an empty
 * object before. Send {@link HashRing.toBytes} instead.
 *
 * @example
 * const ring = new HashRing(['cache-1', 'cache-2', 'cache-3'])
 * ring.getNode('user:42') // 'cache-1'
 */
export class HashRing<Meta = unknown> {
  /**
   * Makes a ring of nodes.
   *
   * `new HashRing(ring)` is a full copy: options, members and `meta`. Options passed with it replace those of `ring`. With
   * another profile, the copy keeps the names, weights, zones and given identities of the members, and the options that
   * every profile has: `hashTag`, `zones`, `replicationFactor` and `loadFactor`.
   *
   * @throws An error whose `code` is an {@link ErrorCode}, for an invalid node or option.
   */
  constructor(nodes?: Nodes<Meta>, options?: GivenOptions)

  /**
   * Adds a node with its weight or its options.
   *
   * On a native ring without a cap, keys move only to the new node.
   */
  addNode(name: string, options?: NodeValue<Meta>): void

  /** Removes a node. On a native ring without a cap, only its keys move. */
  removeNode(name: string): void

  /**
   * Changes the weight of a node; 0 drains it.
   *
   * On a native ring without a cap, a higher weight moves keys only to it, and a lower one only from it.
   */
  setWeight(name: string, weight: number): void

  /**
   * Renames a node: its identity, weight, zone and meta go to the new name, and so do all its keys.
   *
   * Afterwards the old name cannot be added without an identity, because the new node has the old one's identity.
   */
  replaceNode(oldName: string, newName: string): void

  /**
   * Replaces all members by these nodes, and returns the changes.
   *
   * An option that a node does not have gets its default, whatever it was before. A ring means its members, with the
   * fields that {@link HashRing} takes over.
   */
  setNodes(nodes: Nodes<Meta>): Changes

  /**
   * Returns the member of that name.
   *
   * @throws An error with the code `UNKNOWN_NODE` if there is no such node; {@link HashRing.has} checks.
   */
  node(name: string): Node<Meta>

  /** Returns the names of all members: in bytewise order, or as they were given if that matters to the profile. */
  nodes(): string[]

  /** The number of members, drained ones included. */
  get size(): number

  /** Returns whether a node of that name is a member. */
  has(name: unknown): boolean

  /** Iterates over the names of the members, as {@link HashRing.nodes} lists them. */
  [Symbol.iterator](): IterableIterator<string>

  /** The name of the placement, such as `native-v1`. A name never changes its placement. */
  get profile(): Profile

  /** The options, defaults included. */
  get options(): Options

  /** Returns the name of the node that owns `key`, or `null` if no node owns anything. */
  getNode(key: Key): string | null

  /**
   * Returns the names of up to `count` nodes that hold `key`, nearest first.
   *
   * Each node is listed once. The first is the one that {@link HashRing.getNode} returns, and a list of `n` starts with
   * the list of `n - 1`. By default `count` is the option `replicationFactor`, or the longest list that the profile
   * has.
   *
   * @throws An error with the code `UNSUPPORTED` for a count above 1 under `envoy_maglev`, which has only the owner.
   */
  getNodes(key: Key, count?: number): string[]

  /** Iterates over all nodes that hold `key`, nearest first. It finds each on demand, and ignores later edits. */
  iterNodes(key: Key): IterableIterator<string>

  /** Returns the owner of each key, as {@link HashRing.getNode} does, all in one state of the ring. */
  getNodeBatch(keys: Iterable<Key>): Array<string | null>

  /**
   * Marks a node as unhealthy in this process, until {@link HashRing.markNodeHealthy}.
   *
   * {@link HashRing.getNodeWithFallback}, {@link HashRing.getHealthyNodes} and {@link HashRing.acquire} place keys as
   * if the node were not there. Other lookups ignore marks. A copy of the ring has no marks.
   */
  markNodeUnhealthy(name: string): void

  /** Marks a node as healthy again: its keys return to it. */
  markNodeHealthy(name: string): void

  /** Returns whether a node is healthy, as this process sees it. */
  isHealthy(name: string): boolean

  /** Returns the health of every member, by name. */
  health(): Map<string, Health>

  /**
   * Returns the health of one member.
   *
   * @throws An error with the code `UNKNOWN_NODE` if there is no such node.
   */
  health(name: string): Health

  /**
   * Returns the names of up to `count` healthy nodes for `key`, nearest first, as {@link HashRing.getNodes} of a ring
   * without the unhealthy nodes would.
   *
   * Use it for caches and new writes. To find existing copies, call {@link HashRing.getNodes} and skip unhealthy nodes.
   */
  getHealthyNodes(key: Key, count?: number): string[]

  /**
   * Returns the names of the 7 nodes that spymemcached tries for `key`, in order, starting with the owner. Names may
   * repeat.
   *
   * @throws An error with the code `UNSUPPORTED` under any profile but `spymemcached_ketama`.
   */
  retryNodes(key: Key): string[]

  /** Returns the name of the first healthy node for `key`, or `null` if no healthy node owns anything. */
  getNodeWithFallback(key: Key): string | null

  /**
   * Adds one unit of load to the first healthy node in the list of `key` that is not full, and returns its ticket.
   *
   * A node is full when its load has reached `loadFactor` percent of its part, by weight, of all loads. The result is
   * `null` if no healthy node owns anything or, under some profiles, if all nodes of the list are full.
   */
  acquire(key: Key): Ticket | null

  /**
   * Returns the load of a node: the number of tickets that {@link HashRing.acquire} took on it and that are not
   * released.
   *
   * @throws An error with the code `UNKNOWN_NODE` if there is no such node.
   */
  load(name: string): number

  /** Returns the load of every member, by name. */
  loads(): Map<string, number>

  /**
   * Changes the option `loadFactor`. The next {@link HashRing.acquire} uses it.
   *
   * @throws An error with the code `INVALID_OPTION` for a value out of range, `UNSUPPORTED` if the profile has its own
   * bound.
   */
  setLoadFactor(percent: number): void

  /** Returns the sum of the loads of all members. */
  totalLoad(): number

  /**
   * Returns the load at which a node is full for the next {@link HashRing.acquire}; 0 if it is drained or unhealthy.
   *
   * @throws An error with the code `UNKNOWN_NODE` if there is no such node.
   */
  capacity(name: string): number

  /** Returns the points in ring order: the position of each, and the name of its node. */
  points(): Array<[position: bigint, name: string]>

  /**
   * Returns a description of the ring for people to read: how nodes and keys are hashed, and where the points are.
   *
   * The text may change between versions. Options have their names in all languages, such as `hash_tag`.
   */
  explain(): string

  /**
   * Counts the keys whose owner has the same name in another ring, and those whose owner has not.
   *
   * The rings may have different profiles: use it to measure the cost of moving from another system.
   */
  compare(other: HashRing<any>, keys: Iterable<Key>): Comparison

  /**
   * Returns the exact part of the key space that each node holds, if the first `replicas` nodes of its list hold each
   * key. `replicas` is 1 by default.
   *
   * The parts of all nodes add up to `total` times the length of the lists. The event loop waits while the points of a
   * large ring are read.
   *
   * @throws An error with the code `UNSUPPORTED` for more replicas than the profile can list, `INVALID_OPTION` for more than
   * fit in memory.
   */
  shares(replicas?: number): Shares

  /**
   * Returns the shares while some nodes are down, from the lists of {@link HashRing.getHealthyNodes}.
   *
   * @throws An error with the code `UNKNOWN_NODE` for a failure that is not a member, and as {@link HashRing.shares}.
   */
  forecast(failures: Iterable<string>, replicas?: number): Shares

  /** Returns the evenness of the ring. */
  stats(): Stats

  /**
   * Returns the position of a key on the ring, on the same scale as {@link HashRing.points}, {@link HashRing.ranges}
   * and plans.
   *
   * Of a position longer than 64 bits, these are the leading 64 bits.
   */
  position(key: Key): bigint

  /**
   * Returns the ranges of positions that a node owns, ordered by `start`. Their sizes add up to its share.
   *
   * @throws An error with the code `UNKNOWN_NODE` if there is no such node, `UNSUPPORTED` under a profile that is a table.
   */
  ranges(name: string): Range[]

  /**
   * Returns the keys grouped by the name of their owner, for example to send one request to each node. Keys keep their
   * order.
   *
   * Nodes that own none of the keys are left out. If no node owns anything, all keys are under `null`.
   */
  group<K extends Key>(keys: Iterable<K>): Map<string | null, K[]>

  /** Counts the keys that each node owns, and compares the counts with the shares. */
  analyzeDistribution(keys: Iterable<Key>): Distribution

  /**
   * Returns the moves from this ring to `after`, if the first `replicas` nodes of its list hold each key. `replicas` is
   * 1 by default.
   *
   * The two lists of a key are compared as sets. A node that is only in the new list is the target of a move. Its
   * source is a node that is only in the old list; if there are no more of these, it is the first node that is in both.
   *
   * Editing or closing the rings later does not change the plan.
   *
   * @throws An error with the code `UNSUPPORTED` if a key has different positions in the two rings, and as
   * {@link HashRing.shares}.
   */
  plan(after: HashRing<any>, replicas?: number): Plan

  /**
   * Returns the expected fraction of keys whose owner has the same name in another ring, if the two hash keys
   * independently.
   *
   * Use it for rings of another profile or seed, for which there is no plan. If only the hash tags differ, more keys
   * may keep their owner. {@link HashRing.compare} counts real keys.
   */
  overlap(other: HashRing<any>): number

  /**
   * Returns the fingerprint of the placement, 32 hex digits. Equal rings have equal fingerprints, in every language.
   *
   * Log it, or compare it at start, to detect services that disagree. It is not a security digest: anyone who can
   * choose names can make two rings share one.
   */
  fingerprint(): string

  /**
   * Returns a snapshot of the ring, which {@link HashRing.fromBytes} reads in every language of ringwise.
   *
   * It has the placement options and the nodes, but no `meta`, `replicationFactor` or `loadFactor`. Two rings are equal
   * if and only if their bytes are.
   */
  toBytes(): Uint8Array

  /**
   * Makes a ring from the bytes of {@link HashRing.toBytes}.
   *
   * Bytes of unknown origin are safe: every count is checked against the length of the input before memory is
   * allocated. Still, a few bytes can describe a ring of 67,108,864 virtual nodes, which takes more than a gigabyte.
   *
   * @throws An error with the code `BAD_SNAPSHOT` for bytes that are not a snapshot, `SNAPSHOT_VERSION` for one of a later
   * version, `UNKNOWN_PROFILE`; `INVALID_OPTION` and `UNSUPPORTED` for invalid options.
   */
  static fromBytes(bytes: Uint8Array, options?: SnapshotOptions): HashRing

  /**
   * Returns the content of {@link HashRing.toBytes} for `JSON.stringify`. Every language of ringwise reads the text.
   *
   * `HashRing.fromJson(JSON.stringify(ring))` equals the ring. `meta`, health and loads are left out.
   */
  toJSON(): RingJSON

  /**
   * Makes a ring from JSON, as `JSON.stringify(ring)` writes it or as a person does. Fields with a default may be left
   * out, and a node may be just its name.
   *
   * @throws An error with the code `BAD_SNAPSHOT` for text that is not JSON, and for a field that is unknown, repeated or of a
   * wrong type; `SNAPSHOT_VERSION`; otherwise as the constructor.
   */
  static fromJson(text: string, options?: SnapshotOptions): HashRing

  /** Returns whether `other` is a ring with equal placement options and members. Equal rings place every key on the same node. */
  equals(other: unknown): boolean

  /** Returns an independent copy without health and loads. Both rings share the `meta` values. */
  clone(): HashRing<Meta>

  /** Frees the ring's memory and stops its monitors. Every later call except `close` throws an error with the code `CLOSED`. */
  close(): void

  /** Calls {@link HashRing.close}, for `using`. */
  [Symbol.dispose](): void
}

/** The settings of a monitor. Times are in milliseconds. */
export interface MonitorSettings {
  /**
   * Checks a node. It fails if it returns or resolves to `false`, throws or rejects; anything else is a success.
   *
   * By default a probe is a TCP connection to the node's address.
   */
  probe?: ((node: string) => unknown) | null | undefined
  /** The address of each node, `host:port` or `[IPv6]:port`; by default its name. */
  addresses?: ReadonlyMap<string, string> | { readonly [node: string]: string } | null | undefined
  /** The time between two probes of a node, 1 to 604,800,000; 5,000 by default. */
  intervalMs?: number | undefined
  /** The time after which a probe fails, 1 to 604,800,000; 1,000 by default. */
  timeoutMs?: number | undefined
  /** The number of consecutive successes that mark a node healthy, 1 to 1,000; 2 by default. */
  rise?: number | undefined
  /** The number of consecutive failures that mark a node unhealthy, 1 to 1,000; 3 by default. */
  fall?: number | undefined
  /** The fraction by which an interval randomly varies, 0 to 1; 0.1 by default. */
  jitter?: number | undefined
  /** The number of probes that run at once, 1 to 1,024; 32 by default. */
  concurrency?: number | undefined
  /** A listener for the event `change`. */
  onChange?: ((node: string, health: Health) => unknown) | null | undefined
}

/** The events of a monitor, with the arguments of their listeners. */
export interface MonitorEvents {
  /** A node became unhealthy or healthy. */
  change: [node: string, health: Health]
  /** A node became unhealthy. */
  down: [node: string, health: Health]
  /** A node became healthy. */
  up: [node: string, health: Health]
  /** A listener threw or rejected. Without a listener for this event, the process gets a warning. */
  error: [error: unknown]
}

/**
 * Probes the nodes of a ring and marks them: unhealthy after `fall` consecutive failures, healthy after `rise`
 * successes.
 *
 * The built-in probe runs on threads. Your own probe runs on the event loop, which never waits for it. A probe without
 * an answer in time fails, and its node is not probed again until it settles. A running monitor lives as long as its
 * ring, and does not keep the process alive.
 *
 * In TypeScript, the methods of `EventEmitter` need `@types/node` from 20.11.21 on.
 *
 * @example
 * const monitor = new HealthMonitor(ring, { intervalMs: 2000 })
 * monitor.on('down', (node, { reason }) => console.warn(node, reason)).start()
 */
export class HealthMonitor extends EventEmitter<MonitorEvents> {
  /**
   * Makes a monitor. {@link HealthMonitor.start} starts it.
   *
   * @throws An error with the code `INVALID_OPTION` for a value out of range, `INVALID_ADDRESS` if a node has no address
   * to connect to.
   */
  constructor(ring: HashRing<any>, settings?: MonitorSettings)

  /**
   * Starts probing. Does nothing if the monitor runs already.
   *
   * @throws An error with the code `INVALID_ADDRESS` if a node has no address to connect to, `MONITOR_FAILED` if the system has
   * no thread left.
   */
  start(): this

  /**
   * Stops probing. Resolves, within one timeout, to the names of the nodes whose probe still hangs.
   *
   * Marks stay as they are. The monitor may be started again at once.
   */
  stop(): Promise<string[]>

  /** Whether the monitor runs. */
  get running(): boolean

  /** Calls {@link HealthMonitor.stop} without waiting, for `using`. */
  [Symbol.dispose](): void

  /** Calls {@link HealthMonitor.stop}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>
}

/** Returns the names of the profiles. */
export function profiles(): Profile[]

/**
 * Returns the bucket of a key, from 0 to `buckets - 1`, by jump consistent hashing; 0 if there are no buckets.
 *
 * The key is an integer from 0 to 2^64 - 1. A number from 2^53 on is not exact: pass a bigint. For a negative key of
 * another language pass `BigInt.asUintN(64, key)`.
 */
export function jumpHash(key: number | bigint, buckets: number): number

/** Returns the bucket of a key as Guava's `Hashing.consistentHash` does. Some buckets differ from {@link jumpHash}. */
export function guavaConsistentHash(key: number | bigint, buckets: number): number

/** Returns the hash slot of a key in a Redis Cluster, 0 to 16383. Of a key with a hash tag `{…}`, only the tag is hashed. */
export function redisSlot(key: Key): number

/** Returns the token of a serialized partition key under Cassandra's Murmur3Partitioner. */
export function cassandraToken(key: Key): bigint

/** The version of the package. */
export const VERSION: string
