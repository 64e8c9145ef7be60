/// <reference lib="esnext.disposable" />

/** What is placed: a string, as its UTF-8 (a lone surrogate as U+FFFD), or bytes, such as a `Buffer`. */
export type Key = string | Uint8Array

/** What placement knows of a node besides its name, and what you keep beside it. */
export interface NodeOptions<Meta = unknown> {
  /** An integer from 0 to 67,108,864; 1 if not given. A node of weight 0 is drained: still a member, but it owns nothing. */
  weight?: number | undefined
  /** Replicas of a key are spread over zones as far as there are zones. */
  zone?: string | null | undefined
  /** What is hashed in place of the name. */
  identity?: string | null | undefined
  /** Your own: it never touches placement. */
  meta?: Meta | null | undefined
}

/** Nodes: names, or names with weights or options. An object reorders names that look like integers; order makes no difference here. */
export type Nodes<Meta = unknown> =
  Iterable<string> | ReadonlyMap<string, number | NodeOptions<Meta>> | { readonly [name: string]: number | NodeOptions<Meta> }

/** A member of a ring. */
export interface Node<Meta = unknown> {
  name: string
  /** What is hashed: the identity that was given, or else the name. */
  identity: string
  weight: number
  zone: string | null
  meta: Meta | null
}

/** The options of a ring. */
export interface Options {
  /** Virtual nodes for each unit of weight, 1 to 67,108,864: more make shares more even and the ring larger. */
  vnodes: number
  /** The seed of every hash, 0 to 4,294,967,295. */
  seed: number
  /** Two ASCII characters such as `'{}'`: of a key that has them, only what stands between is hashed. */
  hashTag: string | null
  /** `'spread'`: one node of each zone first, then a second of each. `'strict'`: one of each zone, and no more. */
  zones: 'spread' | 'strict'
  /** How many nodes `getNodes` lists if it is not told, 1 to 16,777,216. */
  replicationFactor: number
}

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
 * An argument of a wrong type is a `TypeError`, a negative count a `RangeError`: their code is `InvalidArg`.
 */
export type ErrorCode =
  'INVALID_NAME' | 'INVALID_WEIGHT' | 'DUPLICATE_NODE' | 'UNKNOWN_NODE' | 'TOO_MANY_POINTS' | 'INVALID_OPTION' | 'TOO_MANY_NODES' | 'CLOSED'

/**
 * A consistent-hash ring: which node owns which key.
 *
 * The same nodes and options place every key on the same node: in every language that ringwise speaks, on every platform, in whatever order
 * the nodes came, in every later version. An edit that throws has changed nothing.
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
  constructor(nodes?: Nodes<Meta>, options?: { [Name in keyof Options]?: Options[Name] | undefined })

  /** Adds a node, with its weight or its options. Keys move to it, and between no others. */
  addNode(name: string, options?: number | NodeOptions<Meta>): void

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

  /** Returns the names of the members in bytewise order, drained ones included. */
  nodes(): string[]

  /** How many members there are, drained ones included. */
  get size(): number

  /** Returns whether a node of that name is a member. */
  has(name: unknown): boolean

  /** Iterates over the names of the members, as {@link HashRing.nodes} lists them. */
  [Symbol.iterator](): IterableIterator<string>

  /** The name of the placement, `native-v1`: equal names place alike for ever. */
  get profile(): string

  /** The options in force, defaults included. */
  get options(): Options

  /** Returns the name of the node that owns `key`, or `null` if no node owns anything. */
  getNode(key: Key): string | null

  /**
   * Returns the names of up to `count` nodes that hold `key`, nearest first.
   *
   * Each is listed once, the first is the one that {@link HashRing.getNode} gives, and a list of `n` begins with the list of `n - 1`. If
   * `count` is not given, it is the option `replicationFactor`.
   */
  getNodes(key: Key, count?: number): string[]

  /** Iterates over all nodes that hold `key`, nearest first, each found as it is asked for, in the ring as it is now. */
  iterNodes(key: Key): IterableIterator<string>

  /** Returns what {@link HashRing.getNode} gives for each of the keys, all in one ring. */
  getNodeBatch(keys: Iterable<Key>): Array<string | null>

  /** Returns the virtual nodes in ring order: the position of each, and the name of its node. */
  points(): Array<[position: bigint, name: string]>

  /** Returns whether `other` is a ring of equal placement options and members: such rings place every key alike. */
  equals(other: unknown): boolean

  /** Returns an independent copy. What you keep beside a node, its `meta`, is the same in both. */
  clone(): HashRing<Meta>

  /** Gives the ring's memory back at once. Every later call but this one throws an error with the code `CLOSED`. */
  close(): void

  /** As {@link HashRing.close}: for `using`. */
  [Symbol.dispose](): void
}

/** The version of the package. */
export const VERSION: string

/** Returns the version of the package. */
export function version(): string
