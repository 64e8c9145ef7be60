/// <reference lib="esnext.disposable" />

import { EventEmitter } from 'node:events'

/** What is placed: a string, as its UTF-8 (a lone surrogate as U+FFFD), or bytes, such as a `Buffer`. */
export type Key = string | Uint8Array

/** What placement knows of a node besides its name, and what you keep beside it. */
export interface NodeOptions<Meta = unknown> {
  /** An integer from 0 to 67,108,864; 1 if not given. A node of weight 0 is drained: still a member, but it owns nothing. */
  weight?: number | undefined
  /** Replicas of a key are spread over zones as far as there are zones. */
  zone?: string | null | undefined
  /** What is hashed in place of the name, or of what the ring's profile makes of the name. */
  identity?: string | null | undefined
  /** How many labels the node has, whatever its weight: only under `npm_hashring`. */
  vnodes?: number | undefined
  /**
   * Where the node's points are: only under `points` and `cassandra`, where they are its tokens. A number from 2^53 on is not exact: give a
   * bigint, or its digits, which is what JSON has.
   */
  points?: ReadonlyArray<number | bigint | string> | undefined
  /** Your own: it never touches placement. */
  meta?: Meta | null | undefined
}

/** A node as it is given: what {@link HashRing.node} returns is one. */
export interface NodeLike<Meta = unknown> extends NodeOptions<Meta> {
  name: string
}

/** What a node is given as where its name stands apart: a weight, options, or a node of that name. */
export type NodeValue<Meta = unknown> = number | NodeOptions<Meta> | NodeLike<Meta>

/**
 * Nodes: an iterable of names and nodes, or names with weights, options or nodes. A ring means its members, with all that they are.
 *
 * An object reorders names that look like integers: under a profile that sees the order of nodes, as most do, give an array or a `Map`.
 */
export type Nodes<Meta = unknown> =
  | HashRing<Meta>
  | Iterable<string | NodeLike<Meta>>
  | ReadonlyMap<string, NodeValue<Meta>>
  | { readonly [name: string]: NodeValue<Meta> }

/** A member of a ring. */
export interface Node<Meta = unknown> {
  name: string
  /** What is hashed: the identity that was given, or else the name, or what the ring's profile makes of it. */
  identity: string
  weight: number
  zone: string | null
  /** Only if it was given. */
  vnodes?: number
  /** Only if they were given. */
  points?: bigint[]
  meta: Meta | null
}

/** A member as {@link HashRing.toJSON} writes it: without fields that have their default. */
export interface NodeJSON {
  name: string
  weight: number
  /** Only if it was given and differs from what the profile derives. */
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

/** Whose placement a ring speaks: `docs/profiles.md` of the project says which system and which of its settings each equals. */
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
 * The options of a ring in force, as {@link HashRing} takes them: those that have a value. A profile has those of its system, and refuses the
 * others.
 */
export interface Options extends ProfileOptions {
  /** Whose placement the ring speaks; `native`, which is recorded as `native-v1`, if not given. */
  profile: Profile
  /** Virtual nodes for each unit of weight, or for each node, 1 to 67,108,864: more make shares more even and the ring larger. */
  vnodes?: number
  /** The seed of every hash, 0 to 4,294,967,295: only `native` has one. */
  seed?: number
  /** Two ASCII characters such as `'{}'`: of a key that has them, only what stands between is hashed. */
  hashTag: string | null
  /** `'spread'`: one node of each zone first, then a second of each. `'strict'`: one of each zone, and no more. Not under `cassandra`. */
  zones?: 'spread' | 'strict'
  /**
   * The largest share that a node may own, in percent of its fair one, 101 to 1,000: 105 is five percent more. The price is that an edit moves
   * more keys than it must. Only under `native`; what has no cap has not this option.
   */
  cap?: number
  /** How many nodes `getNodes` and `getHealthyNodes` list if they are not told, 1 to 16,777,216. */
  replicationFactor: number
  /**
   * How far above its fair part of all loads a node's own may go with {@link HashRing.acquire}, in whole percent, 101 to 10,000. Not where the
   * profile has a rule of its own: `lafikl`, and `haproxy` with a `balanceFactor`.
   */
  loadFactor?: number
}

/** The options that only some profiles have, in their systems' own words. */
export interface ProfileOptions {
  /**
   * The hash function, by the name that the system has for it: under `libmemcached_ketama`, `libmemcached_ketama_weighted`, `libmemcached_spy`,
   * `twemproxy_ketama`, `spymemcached_ketama`, `haproxy`, `envoy_ring_hash`, `buraksezer_v0` and `buraksezer_v1`.
   */
  hash?: string
  /** What hashes a label, if that is another: under `libmemcached_ketama`. */
  pointHash?: string
  /** Whether weights count: under `libmemcached_spy` and `spymemcached_ketama`. */
  weighted?: boolean
  /** Whose labels: `'spymemcached'` or `'libmemcached'`, under `spymemcached_ketama`. */
  format?: 'spymemcached' | 'libmemcached'
  /** Whether a hash is mixed once more: under `haproxy`. */
  avalanche?: boolean
  /** The `hash-balance-factor` of {@link HashRing.acquire}, 101 to 65,535: under `haproxy`. */
  balanceFactor?: number
  /** The least number of points: under `envoy_ring_hash`. */
  minimum?: number
  /** The largest number of points: under `envoy_ring_hash`. */
  maximum?: number
  /** A prime: under `envoy_maglev`. */
  tableSize?: number
  /** How many points a label has: under `uhashring_ketama` and `npm_hashring`. */
  replicas?: number
  /** How many points a label has: under `consistent_hash`. */
  words?: number
  /** What hashes keys and labels: under `npm_hashring`, `npm_consistent_hashing` and `npm_ketama`. */
  algorithm?: string
  /** What `npm_hashring` itself is told to be compatible with. */
  compatibility?: 'hash_ring' | 'ketama'
  /** The port that a name need not say: under `npm_hashring`. */
  defaultPort?: number
  /** Whether keys and labels are hashed by FNV-1a: under `stathat`. */
  fnv?: boolean
  /** How many partitions keys are in: under `buraksezer_v0` and `buraksezer_v1`. */
  partitions?: number
  /** How far above the mean a node's partitions may go, in percent: under `buraksezer_v0` and `buraksezer_v1`. */
  loadPercent?: number
  /** The replication strategy: under `cassandra`. */
  strategy?: 'simple' | 'network'
  /** How many replicas: under `cassandra` an integer, and with `strategy: 'network'` an integer for each data centre. */
  replication?: number | { [centre: string]: number }
  /** How wide positions are: under `points`. */
  bits?: 64 | 32
  /** What hashes a key: under `points`. */
  keyHash?: string
  /** Which point owns a key: the first at or after it, the first after it, or the last at or before it. Under `points`. */
  pick?: 'ge' | 'gt' | 'le'
}

/** Options as they are given: what is `undefined` is not. */
export type GivenOptions = { [Name in Exclude<keyof Options, 'replication'>]?: Options[Name] | undefined } & {
  /** As in {@link ProfileOptions}; integers by name may be a `Map` too. */
  replication?: number | ReadonlyMap<string, number> | { readonly [centre: string]: number } | undefined
}

/** How many of some keys have the same owner in two rings: see {@link HashRing.compare}. */
export interface Comparison {
  /** Keys whose owner has the same name in both, and keys without an owner in either. */
  kept: number
  /** All other keys. */
  moved: number
  /** All of them, by the names of their owners: `from` in this ring, `to` in the other, `null` for none. */
  pairs: Array<{ from: string | null; to: string | null; count: number }>
}

/** What one node holds of the key space. */
export interface Share {
  /** How many positions of {@link Shares.total} it holds, all ranks together. */
  parts: bigint
  /** The same by rank: of how many it is the owner, the second node of the list, and so on. */
  byRank: bigint[]
  /** The parts as a fraction of one copy of the key space; with several replicas it may exceed 1. */
  fraction: number
  /** Its weight's part of what all nodes hold, in the same measure. */
  fair: number
}

/**
 * What each node holds of the key space, by its name: a `Map` in the order of {@link HashRing.nodes}, drained nodes included, which hold nothing.
 */
export interface Shares extends ReadonlyMap<string, Share> {
  /** How many positions keys can have: 2^64 on a native ring, 2^32 where a profile counts in 32 bits, the entries of a table. */
  readonly total: bigint
}

/** How even a ring is. Drained nodes are left out. */
export interface Stats {
  /** The members, drained ones included. */
  nodes: number
  /** The points, or the entries of a table. */
  points: number
  /** The memory that the ring takes. */
  bytes: number
  /** The share of the fullest node over its fair share; 1 is perfect; 0 where no node owns a point. */
  maxOverFair: number
  /** The share of the emptiest node over its fair share. */
  minOverFair: number
  /** The standard deviation of share over fair share. */
  deviation: number
  /** On a ring with a cap, the nodes that are over it because they may lose no more points; empty otherwise. */
  overCap: string[]
}

/**
 * Positions from behind `start` up to and with `end`, clockwise. Where `start >= end` they reach round the end of the ring; from 0 to 0 is the
 * whole ring.
 */
export interface Range {
  start: bigint
  end: bigint
}

/** Positions whose keys a node comes to hold. */
export interface Move extends Range {
  /** The place of the target in the key's list after, from 0. */
  rank: number
  /** Who can give the keys: who gives them up, or else who keeps them; `null` if the ring before has no node. */
  source: string | null
  /** Who comes to hold the keys. */
  target: string
}

/**
 * What changes hands when one ring takes the place of another; {@link HashRing.plan} makes it.
 *
 * Iterating gives every {@link Move}, by `start`, and by `rank` where several begin at one. It holds the two rings, as they were, and no list of
 * moves: these are found as they are asked for.
 */
export interface Plan extends Iterable<Move> {
  /** How many positions keys can have, as {@link Shares.total}. What is moved is counted in the same measure. */
  readonly total: bigint
  /** How many positions arrive at a node that did not hold them before, counted once for each such node. */
  readonly moved: bigint
  /** How many must, at the least, for each node to hold as many as it does after. One edit of a native ring without a cap moves no more. */
  readonly minimum: bigint
  /** `moved` as a fraction of `total`; with several replicas it may exceed 1. */
  readonly movedFraction: number
  /** `minimum` as a fraction of `total`. */
  readonly minimumFraction: number

  /**
   * Returns the moves that `key` is part of: none if every node that is to hold it does already.
   *
   * While keys are copied: where else to look for one that its new node has not got yet.
   */
  movesOf(key: Key): Move[]

  /** Returns how many positions go from one node to another, for each pair that has any. */
  totals(): Array<{ source: string | null; target: string; parts: bigint }>

  /** Returns the whole plan for `JSON.stringify`, moves included. Positions and their counts are strings of decimal digits. */
  toJSON(): PlanJSON

  /** Returns a table of who gives how much to whom, for people. */
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

/** How many of some keys each node owns, and how many are to be expected: see {@link HashRing.analyzeDistribution}. */
export interface Distribution {
  /** By node, how many of the keys it owns. */
  counts: Map<string, number>
  /** By node, its share of the key space times the number of keys. */
  expected: Map<string, number>
  /** The number of keys. */
  keys: number
  /** Pearson's chi-square of the counts against what is expected. */
  chiSquare: number
  /**
   * How likely keys that are hashed evenly come out this uneven or more. A small one, of 0.001 say, means that the keys are not like random ones:
   * that some are repeated, for example. Not to be relied on where fewer than five keys are expected on a node.
   */
  pValue: number
}

/** What {@link HashRing.fromBytes} and {@link HashRing.fromJson} can be told besides: a snapshot has neither. */
export type BesideSnapshot = Pick<GivenOptions, 'replicationFactor' | 'loadFactor'>

/** What `setNodes` changed: names, in bytewise order. */
export interface Changes {
  added: string[]
  removed: string[]
  /** Members whose weight, zone or identity is another. */
  changed: string[]
  /** Those of them whose identity is another: all their keys may move. */
  reidentified: string[]
}

/**
 * The `code` of an error of this package.
 *
 * An argument of a wrong type, or a node whose name is not the one that it is given under, is a `TypeError`, a negative count or number of
 * replicas, or a number that is out of the range of {@link jumpHash}, a `RangeError`: their code is `InvalidArg`.
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

/** What this process thinks of a node. */
export interface Health {
  healthy: boolean
  /** When that last changed: when the node was added, if never since. */
  since: Date
  /** Why, if whoever changed it said so. */
  reason: string | null
}

/** A place that {@link HashRing.acquire} took. One that is collected before it is released is taken for good. */
export interface Ticket {
  /** The node on which the place is. */
  readonly node: string

  /** Gives the place back, and returns whether there was one: not a second time, nor once the node has been removed or the ring closed. */
  release(): boolean

  /** As {@link Ticket.release}: for `using`. */
  [Symbol.dispose](): void
}

/**
 * A consistent-hash ring: which node owns which key.
 *
 * The same nodes and options place every key on the same node: in every language that ringwise speaks, on every platform, in whatever order
 * the nodes came, in every later version. An edit that throws has changed nothing.
 *
 * A ring is not a message: `structuredClone` and `postMessage` throw from Node 22.10 on, and return an empty object before.
 *
 * With another {@link Options.profile}, it places keys as another system does. What is said below of the moves of an edit, and that order makes
 * no difference, is the native placement's: `docs/profiles.md` of the project says what each profile has in its place.
 *
 * @example
 * const ring = new HashRing(['cache-1', 'cache-2', 'cache-3'])
 * ring.getNode('user:42') // 'cache-1'
 */
export class HashRing<Meta = unknown> {
  /**
   * Makes a ring of nodes.
   *
   * @throws An error whose `code` is an {@link ErrorCode}, for a node or an option that cannot be.
   */
  constructor(nodes?: Nodes<Meta>, options?: GivenOptions)

  /** Adds a node, with its weight or its options, which may be a node of that name. Keys move to it, and between no others. */
  addNode(name: string, options?: NodeValue<Meta>): void

  /** Removes a node. Its keys move, and no others. */
  removeNode(name: string): void

  /** Gives a node another weight. A higher one moves keys only to it, a lower one only from it; 0 drains it. */
  setWeight(name: string, weight: number): void

  /**
   * Hands a node's identity, weight, zone and meta to another name: every key of the old is the new's, and none moves.
   *
   * Afterwards the old name cannot be added plainly, because its identity is held.
   */
  replaceNode(oldName: string, newName: string): void

  /** Makes these nodes the members, taken literally: what a node does not say of itself is its default, whatever it was before. */
  setNodes(nodes: Nodes<Meta>): Changes

  /**
   * Returns the member of that name.
   *
   * @throws An error with the code `UNKNOWN_NODE` if there is none; {@link HashRing.has} asks.
   */
  node(name: string): Node<Meta>

  /** Returns the names of the members, drained ones included: in bytewise order, or in the order given where the profile sees that. */
  nodes(): string[]

  /** How many members there are, drained ones included. */
  get size(): number

  /** Returns whether a node of that name is a member. */
  has(name: unknown): boolean

  /** Iterates over the names of the members, as {@link HashRing.nodes} lists them. */
  [Symbol.iterator](): IterableIterator<string>

  /** The name of the placement, such as `native-v1`: equal names place alike for ever. */
  get profile(): Profile

  /** The options in force, defaults included. */
  get options(): Options

  /** Returns the name of the node that owns `key`, or `null` if no node owns anything. */
  getNode(key: Key): string | null

  /**
   * Returns the names of up to `count` nodes that hold `key`, nearest first.
   *
   * Each is listed once, the first is the one that {@link HashRing.getNode} gives, and a list of `n` begins with the list of `n - 1`. If
   * `count` is not given, it is the option `replicationFactor`, or as many as a list of the ring's profile can have.
   *
   * @throws An error with the code `UNSUPPORTED` for a count above 1 under `envoy_maglev`, which knows the owner alone.
   */
  getNodes(key: Key, count?: number): string[]

  /** Iterates over all nodes that hold `key`, nearest first, each found as it is asked for, in the ring as it is now. */
  iterNodes(key: Key): IterableIterator<string>

  /** Returns what {@link HashRing.getNode} gives for each of the keys, all in one ring. */
  getNodeBatch(keys: Iterable<Key>): Array<string | null>

  /**
   * Marks a node as down, as this process sees it: its keys go where they would go without it, until {@link HashRing.markNodeHealthy}.
   *
   * No point moves. `getNode`, `getNodes`, `iterNodes` and `getNodeBatch` know nothing of it. A clone carries no marks.
   */
  markNodeUnhealthy(name: string): void

  /** Marks a node as up again: its keys come back. */
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
   * Returns the names of up to `count` healthy nodes for `key`, nearest first: what {@link HashRing.getNodes} of a ring without the unhealthy
   * nodes gives.
   *
   * It is for caches and new writes. A store that holds copies asks {@link HashRing.getNodes}, which says where they are, and skips the
   * unhealthy itself.
   */
  getHealthyNodes(key: Key, count?: number): string[]

  /**
   * Returns the names of the nodes that spymemcached tries for `key`, one after another: 7, the owner first. A name may come again.
   *
   * @throws An error with the code `UNSUPPORTED` under any profile but `spymemcached_ketama`.
   */
  retryNodes(key: Key): string[]

  /** Returns the name of the first healthy node for `key`: its owner, or where its keys go while it is down. `null` if there is none. */
  getNodeWithFallback(key: Key): string | null

  /**
   * Takes a place for `key` on the first healthy node of its list that is not full, or returns `null` if no healthy node owns anything.
   *
   * A node is full when its load has reached `loadFactor` percent of its part, by weight, of all loads. So this is the node that
   * {@link HashRing.getNodeWithFallback} gives as long as that one is not full.
   */
  acquire(key: Key): Ticket | null

  /**
   * Returns the load of a node: the number of tickets that {@link HashRing.acquire} took on it and that are not released.
   *
   * @throws An error with the code `UNKNOWN_NODE` if there is no such node.
   */
  load(name: string): number

  /** Returns the load of every member, by name. */
  loads(): Map<string, number>

  /** Returns the sum of the loads of all members. */
  totalLoad(): number

  /**
   * Returns the load at which a node is full for the next {@link HashRing.acquire}; 0 if it is drained or unhealthy.
   *
   * @throws An error with the code `UNKNOWN_NODE` if there is no such node.
   */
  capacity(name: string): number

  /** Returns the virtual nodes in ring order: the position of each, and the name of its node. */
  points(): Array<[position: bigint, name: string]>

  /**
   * Returns what the ring does in words and numbers: what of a node is hashed, the label of the first virtual node, how a key finds its owner,
   * the first points, how many each node has. For people: the text may change, and it has the names of options as all languages share them.
   */
  explain(): string

  /**
   * Counts which of `keys` have an owner of the same name in another ring, and which have not.
   *
   * The two may speak different profiles: so this says what a move from a system's own placement to ringwise's would cost.
   */
  compare(other: HashRing<any>, keys: Iterable<Key>): Comparison

  /**
   * Returns what part of the key space each node holds, exactly, if each key is held by the first `replicas` nodes of its list; 1 if not given.
   *
   * The parts of all nodes sum to `total` times the length of the lists.
   *
   * This and what follows are found from all points of the ring, at once: the event loop waits for a large one.
   *
   * @throws An error with the code `UNSUPPORTED` for more replicas than the profile can list, `INVALID_OPTION` for more than there is memory
   * for.
   */
  shares(replicas?: number): Shares

  /**
   * Returns the shares after some nodes have failed, as {@link HashRing.getHealthyNodes} lists the others: what is held while they are down.
   *
   * @throws An error with the code `UNKNOWN_NODE` for a failure that is no member, and as {@link HashRing.shares}.
   */
  forecast(failures: Iterable<string>, replicas?: number): Shares

  /** Returns how even the ring is. */
  stats(): Stats

  /**
   * Returns where a key stands on the ring: a position of those that {@link HashRing.points}, {@link HashRing.ranges} and plans tell. Of a
   * position longer than 64 bits these are the leading ones.
   */
  position(key: Key): bigint

  /**
   * Returns the ranges of positions that a node owns, by `start`; their lengths sum to its share.
   *
   * @throws An error with the code `UNKNOWN_NODE` if there is no such node, `UNSUPPORTED` under a profile that is a table.
   */
  ranges(name: string): Range[]

  /**
   * Returns keys by the name of the node that owns them, each node's in the order in which they came: what to send to each in one request.
   *
   * Nodes that own none of them are left out; `null` has all keys if no node owns anything.
   */
  group<K extends Key>(keys: Iterable<K>): Map<string | null, K[]>

  /** Counts how many of `keys` each node owns, against its share of the key space. */
  analyzeDistribution(keys: Iterable<Key>): Distribution

  /**
   * Returns what changes hands when `after` takes the place of this ring and each key is held by the first `replicas` nodes of its list; 1 if not
   * given.
   *
   * The two lists of a key are compared as sets: who is in the one after and not in the one before is the target of a move. Its source is a node
   * that gives the key up, as long as there are such; then the first of those that keep it, from whom it can be copied.
   *
   * Later edits of the two rings do not change it, nor does closing them.
   *
   * @throws An error with the code `UNSUPPORTED` if keys do not stand at one position in both rings, and as {@link HashRing.shares}.
   */
  plan(after: HashRing<any>, replicas?: number): Plan

  /**
   * Returns the share of keys that is expected to have an owner of the same name in another ring, if the two hash keys independently: for rings
   * that no plan can join, of another profile or seed. If they differ in the hash tag alone, more keys may stay. {@link HashRing.compare} counts
   * real keys.
   */
  overlap(other: HashRing<any>): number

  /**
   * Returns what tells this placement from any other, 32 hex digits: equal rings have equal fingerprints, in every language.
   *
   * Services that log it, or compare it as they start, know that they agree. It is no security digest: who may choose names can make two rings
   * share one.
   */
  fingerprint(): string

  /**
   * Returns the ring as bytes, which {@link HashRing.fromBytes} reads, in whatever language ringwise speaks.
   *
   * They hold the placement options and the nodes, but no `meta`, `replicationFactor` or `loadFactor`. Equal rings have equal bytes, and different
   * ones different.
   */
  toBytes(): Uint8Array

  /**
   * Makes the ring whose {@link HashRing.toBytes} these are.
   *
   * Bytes of unknown origin are safe: what they claim is held against what there is before memory is taken. A few of them may well be a ring of
   * 67,108,864 virtual nodes, though, which takes more than a gigabyte.
   *
   * @throws An error with the code `BAD_SNAPSHOT` for bytes that are no snapshot, `SNAPSHOT_VERSION` for one that a later version wrote,
   * `UNKNOWN_PROFILE`; `INVALID_OPTION` and `UNSUPPORTED` for options that cannot be.
   */
  static fromBytes(bytes: Uint8Array, options?: BesideSnapshot): HashRing

  /**
   * Returns the ring for `JSON.stringify`, with the same content as {@link HashRing.toBytes}. Every language of ringwise reads the text.
   *
   * `HashRing.fromJson(JSON.stringify(ring))` equals the ring. `meta`, health and loads are left out.
   */
  toJSON(): RingJSON

  /**
   * Makes a ring from JSON, as `JSON.stringify(ring)` writes it or as a person does: a field that has a default may be left out, and a node may
   * be just its name.
   *
   * @throws An error with the code `BAD_SNAPSHOT` for text that is no JSON, and for fields that are unknown, given twice or, of a node, of a wrong type;
   * `SNAPSHOT_VERSION`; else as the constructor.
   */
  static fromJson(text: string, options?: BesideSnapshot): HashRing

  /** Returns whether `other` is a ring of equal placement options and members: such rings place every key alike. */
  equals(other: unknown): boolean

  /** Returns an independent copy, without health and loads. What you keep beside a node, its `meta`, is the same in both. */
  clone(): HashRing<Meta>

  /** Gives the ring's memory back at once, and stops its monitors. Every later call but this one throws an error with the code `CLOSED`. */
  close(): void

  /** As {@link HashRing.close}: for `using`. */
  [Symbol.dispose](): void
}

/** How a monitor checks nodes. Times are in milliseconds. */
export interface MonitorSettings {
  /**
   * Checks a node. One that returns `false`, throws or rejects has failed; anything else is a success.
   *
   * If none is given, a probe is a TCP connection to the node's address.
   */
  probe?: ((node: string) => unknown) | null | undefined
  /** Where a node is connected to, `host:port` or `[IPv6]:port`; if not given, its name is its address. */
  addresses?: ReadonlyMap<string, string> | { readonly [node: string]: string } | null | undefined
  /** The time from one probe of a node to its next, 1 to 604,800,000; 5,000 if not given. */
  intervalMs?: number | undefined
  /** How long a probe may take, 1 to 604,800,000; 1,000 if not given. One that takes longer has failed. */
  timeoutMs?: number | undefined
  /** How many successes in a row bring a node up, 1 to 1,000; 2 if not given. */
  rise?: number | undefined
  /** How many failures in a row take a node down, 1 to 1,000; 3 if not given. */
  fall?: number | undefined
  /** By what part of itself an interval may be longer or shorter, 0 to 1; 0.1 if not given. */
  jitter?: number | undefined
  /** How many probes run at once, 1 to 1,024; 32 if not given. */
  concurrency?: number | undefined
  /** A listener of the event `change`. */
  onChange?: ((node: string, health: Health) => unknown) | null | undefined
}

/** The events of a monitor, and what their listeners get. */
export interface MonitorEvents {
  /** A node went down or came up. */
  change: [node: string, health: Health]
  /** A node went down. */
  down: [node: string, health: Health]
  /** A node came up. */
  up: [node: string, health: Health]
  /** A listener threw or rejected. If nobody listens, it becomes a warning of the process. */
  error: [error: unknown]
}

/**
 * Probes the nodes of a ring, and marks them in it: down after `fall` failures in a row, up after `rise` successes.
 *
 * Probes run on threads, or for a function of yours on the event loop, which never waits for them. One that has not answered in time has
 * failed, and its node is not probed again until it settles. A monitor that runs stays as long as its ring, and does not keep the process
 * alive.
 *
 * @example
 * const monitor = new HealthMonitor(ring, { intervalMs: 2000 })
 * monitor.on('down', (node, { reason }) => console.warn(node, reason)).start()
 */
export class HealthMonitor extends EventEmitter<MonitorEvents> {
  /**
   * Makes a monitor, which does not run yet.
   *
   * @throws An error with the code `INVALID_OPTION` for a value out of range, `INVALID_ADDRESS` if a node has no address to connect to.
   */
  constructor(ring: HashRing<any>, settings?: MonitorSettings)

  /**
   * Starts probing. Does nothing if it runs.
   *
   * @throws An error with the code `INVALID_ADDRESS` if a node has no address to connect to, `MONITOR_FAILED` if there is no thread to be
   * had.
   */
  start(): this

  /**
   * Stops probing, and resolves when that is done: to the names of the nodes whose probe still hangs, which is left to itself.
   *
   * That takes one timeout at most. Marks stay as they are. It may be started again at once.
   */
  stop(): Promise<string[]>

  /** Whether it runs. */
  get running(): boolean

  /** As {@link HealthMonitor.stop}, but waits for nothing: for `using`. */
  [Symbol.dispose](): void

  /** As {@link HealthMonitor.stop}: for `await using`. */
  [Symbol.asyncDispose](): Promise<void>
}

/** Returns the names of the profiles that a ring can speak. */
export function profiles(): Profile[]

/**
 * Returns the bucket of a key among so many, by jump consistent hashing; 0 if there are none.
 *
 * The key is an integer from 0 to 2^64 - 1; a number from 2^53 on is not exact: give a bigint. A negative one of another language is
 * `BigInt.asUintN(64, key)`.
 */
export function jumpHash(key: number | bigint, buckets: number): number

/** Returns the bucket of a key among so many, as Guava's `Hashing.consistentHash` does: nearly, but not quite, {@link jumpHash}. */
export function guavaConsistentHash(key: number | bigint, buckets: number): number

/** Returns the hash slot of a key in a Redis Cluster: 0 to 16383. Of a key with a hash tag, `{…}`, only that counts. */
export function redisSlot(key: Key): number

/** Returns the token of a serialized partition key under Cassandra's Murmur3Partitioner. */
export function cassandraToken(key: Key): bigint

/** The version of the package. */
export const VERSION: string
