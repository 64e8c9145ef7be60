// Random members and options, and functions that check properties of rings.
import fc from 'fast-check'

import { HashRing } from 'ringwise'

/** @typedef {import('ringwise').NodeOptions} NodeOptions */

/** @param {string[]} names */
const options = (names) => fc.record({ weight: fc.integer({ min: 0, max: 4 }), zone: fc.constantFrom(null, ...names) })
/** Members: up to a dozen nodes, some drained, in no zone or one of three. */
export const members = fc
  .uniqueArray(fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }), { maxLength: 12 })
  .chain((names) =>
    fc
      .array(options(['x', 'y', 'z']), { minLength: names.length, maxLength: names.length })
      .map((list) => new Map(names.map((name, i) => [name, /** @type {NodeOptions} */ (list[i])]))),
  )
export const some = members.filter((nodes) => nodes.size > 0)
export const settings = fc.record({
  vnodes: fc.integer({ min: 1, max: 20 }),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  zones: fc.constantFrom(/** @type {const} */ ('spread'), /** @type {const} */ ('strict')),
})
export const spread = settings.map((all) => ({ ...all, zones: /** @type {const} */ ('spread') }))

/** Returns the nodes that own something.
 * @param {Map<string, NodeOptions>} nodes */
export const serving = (nodes) => [...nodes].filter(([, { weight }]) => weight !== 0)

/** Checks a property on random values.
 * @template T
 * @param {fc.IProperty<T>} property */
export const holds = (property) => () => fc.assert(property, { numRuns: 200 })

/** Members with up to six of eight names, so that two sets have some in common. */
export const related = fc
  .dictionary(fc.constantFrom(...'abcdefgh'), fc.record({ weight: fc.integer({ min: 0, max: 2 }), zone: fc.constantFrom(null, 'x', 'y') }), {
    maxKeys: 6,
    noNullPrototype: true,
  })
  .map((nodes) => new Map(Object.entries(nodes)))

/** The number of positions of a native ring. */
export const WHOLE = 2n ** 64n

/** Returns the number of positions of a range.
 * @param {import('ringwise').Range} range */
export const lengthOf = ({ start, end }) => BigInt.asUintN(64, end - start) || WHOLE

/** Returns the ranges between the points of a ring, each with the nodes that hold its keys: the first of the walk upwards from its end,
 * found from the points alone, slowly.
 * @param {HashRing} ring
 * @param {number} replicas
 * @returns {Array<{ start: bigint, end: bigint, names: string[] }>} */
export function arcs(ring, replicas) {
  const points = ring.points()
  return points.map(([end], i) => {
    const [start] = /** @type {[bigint, string]} */ (points.at(i - 1))
    const upwards = new Set([...points.slice(i), ...points.slice(0, i)].map(([, name]) => name))
    return { start, end, names: inRounds(ring, [...upwards]).slice(0, replicas) }
  })
}

/** Returns nodes in the order of the walk, spread over zones: the first of each zone, then the second.
 * @param {HashRing} ring
 * @param {string[]} names */
function inRounds(ring, names) {
  const zone = (/** @type {string} */ name) => ring.node(name).zone ?? `alone: ${name}`
  const round = (/** @type {string} */ name) => names.slice(0, names.indexOf(name)).filter((other) => zone(other) === zone(name)).length
  const sorted = [...names].sort((a, b) => round(a) - round(b))
  return ring.options.zones === 'strict' ? sorted.filter((name) => round(name) === 0) : sorted
}

/** Returns the nodes that hold the keys of a position.
 * @param {ReturnType<typeof arcs>} arcs
 * @param {bigint} position */
export const namesAt = (arcs, position) => (arcs.find(({ end }) => end >= position) ?? arcs[0])?.names ?? []
