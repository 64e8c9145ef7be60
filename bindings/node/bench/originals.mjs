// Is a ring built at least as fast as by npm's hashring, whose placement it has? First, both must agree on the owners of
// the keys.
import { createRequire } from 'node:module'

import { HashRing } from 'ringwise'

const RUNS = 9
const WANTED = 1
const Original = createRequire(import.meta.url)('hashring')

const names = Array.from({ length: 1000 }, (_, i) => `10.0.${Math.trunc(i / 250)}.${i % 250}:11211`)
const weights = Object.fromEntries(names.map((name, i) => [name, 1 + (i % 10)]))
const keys = Array.from({ length: 10_000 }, (_, i) => `user:${i}`)

/** Returns the median of some numbers. */
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]

/** Returns the milliseconds of one call. */
function time(call) {
  const start = process.hrtime.bigint()
  call()
  return Number(process.hrtime.bigint() - start) / 1e6
}

/** Builds a ring in both ways, in turns, so that other load hits both, and prints how often ringwise is as fast. */
function compare(title, original, ringwise) {
  const [theirs, ours] = [original(), ringwise()]
  const differ = keys.filter((key) => theirs.get(key) !== ours.getNode(key))
  if (differ.length > 0) throw new Error(`${title}: ${differ.length} of ${keys.length} keys have two owners, ${differ[0]} among them`)
  const runs = Array.from({ length: RUNS }, () => [time(original), time(ringwise)])
  const ratios = runs.map(([theirs, ours]) => theirs / ours)
  const [theirMs, ourMs] = [0, 1].map((which) => median(runs.map((run) => run[which])).toFixed(1))
  const spread = `${Math.min(...ratios).toFixed(1)} to ${Math.max(...ratios).toFixed(1)}`
  const missed = median(ratios) >= WANTED ? '' : ': MISSED'
  console.log(`  ${title}: ${theirMs} ms, ringwise ${ourMs} ms: ${median(ratios).toFixed(1)}x faster (${spread}); wanted: at least ${WANTED}${missed}`)
  if (missed) process.exitCode = 1
}

console.log(`building a ring of ${names.length} nodes; median of ${RUNS} interleaved runs, and their spread`)
compare(
  'npm hashring',
  () => new Original(names),
  () => new HashRing(names, { profile: 'npm_hashring' }),
)
compare(
  'npm hashring, weights to 10',
  () => new Original(weights),
  () => new HashRing(weights, { profile: 'npm_hashring' }),
)
