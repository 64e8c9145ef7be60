// What does a lookup cost, compared with the same lookup as a class method of napi-derive, and with reading the key alone?
// What do health and loads add?
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { HashRing } from 'ringwise'

const RUNS = 11
const here = path.dirname(fileURLToPath(import.meta.url))

/** Runs cargo in the package's folder and returns what it printed. */
const cargo = (...args) =>
  execFileSync('cargo', args, { cwd: path.join(here, '..'), encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

/** Builds the module with the functions to compare with, in a folder of its own, and loads it. */
function rivals() {
  const { target_directory: target } = JSON.parse(cargo('metadata', '--no-deps', '--format-version', '1', '--locked'))
  const folder = path.join(target, 'bench-node')
  cargo('build', '--release', '--locked', '--quiet', '-p', 'ringwise-node', '--features', 'bench', '--target-dir', folder)
  const file = { darwin: 'libringwise_node.dylib', win32: 'ringwise_node.dll' }[process.platform] ?? 'libringwise_node.so'
  const module = { exports: {} }
  process.dlopen(module, path.join(folder, 'release', file))
  return module.exports
}

/** Returns the median of some numbers. */
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]

/** Returns the nanoseconds of one call, over all keys twenty times. */
function time(call, keys) {
  const start = process.hrtime.bigint()
  for (let round = 0; round < 20; round++) for (const key of keys) call(key)
  return Number(process.hrtime.bigint() - start) / (20 * keys.length)
}

/** Prints the median and spread of a ratio over all runs, and whether it is as wanted. */
function ratio(text, above, below, fits, wanted) {
  const all = above.map((ns, run) => ns / below[run])
  const middle = median(all)
  const spread = `${Math.min(...all).toFixed(2)} to ${Math.max(...all).toFixed(2)}`
  console.log(`${text}: ${middle.toFixed(2)} (${spread}); wanted: ${wanted}${fits(middle) ? '' : ': MISSED'}`)
  if (!fits(middle)) process.exitCode = 1
}

const { Derived, reader } = rivals()
const names = Array.from({ length: 100 }, (_, i) => `node-${i}`)
const keys = readFileSync(path.join(here, '../../../tests/data/package-names.txt'), 'utf8').split('\n').filter(Boolean)
const buffers = keys.map((key) => Buffer.from(key))
const ring = new HashRing(names)
// The same ring with every tenth node down.
const marked = new HashRing(names)
for (const name of names) if (name.endsWith('7')) marked.markNodeUnhealthy(name)
const derived = new Derived(names)
const read = reader()
for (const key of keys) if (ring.getNode(key) !== derived.getNode(key)) throw new Error(`${key} is placed in two ways`)

/** The measured calls, each with its nanoseconds in every run. */
const calls = {
  'getNode(string)': { call: (key) => ring.getNode(key), keys },
  'the same as a method of napi-derive': { call: (key) => derived.getNode(key), keys },
  'a raw function that reads the string': { call: (key) => read(key), keys },
  'getNode(buffer)': { call: (key) => ring.getNode(key), keys: buffers },
  'getNodes(string, 2)': { call: (key) => ring.getNodes(key, 2), keys },
  'getNodes(string, 3)': { call: (key) => ring.getNodes(key, 3), keys },
  'getNodeWithFallback(string)': { call: (key) => ring.getNodeWithFallback(key), keys },
  'getNodeWithFallback(string), a tenth down': { call: (key) => marked.getNodeWithFallback(key), keys },
  'getHealthyNodes(string, 3)': { call: (key) => ring.getHealthyNodes(key, 3), keys },
  'getHealthyNodes(string, 3), a tenth down': { call: (key) => marked.getHealthyNodes(key, 3), keys },
  'acquire(string) and release()': { call: (key) => ring.acquire(key).release(), keys },
  'the first of iterNodes(string)': { call: (key) => ring.iterNodes(key).next(), keys },
}
const times = new Map(Object.keys(calls).map((name) => [name, []]))
const batches = []
for (let run = -2; run < RUNS; run++) {
  for (const [name, { call, keys }] of Object.entries(calls)) {
    const ns = time(call, keys)
    if (run >= 0) times.get(name).push(ns)
  }
  const ns = time((batch) => ring.getNodeBatch(batch), [keys]) / keys.length
  if (run >= 0) batches.push(ns)
}
times.set('a key of getNodeBatch(strings)', batches)

console.log(`${keys.length} keys, 100 nodes of 160 virtual nodes; median of ${RUNS} interleaved runs, and their spread`)
for (const [name, all] of times) {
  console.log(`  ${name}: ${median(all).toFixed(1)} ns (${Math.min(...all).toFixed(1)} to ${Math.max(...all).toFixed(1)})`)
}
const of = (name) => times.get(name)
const [ours, method, floor] = [...times.values()]
ratio('a method of napi-derive / getNode', method, ours, (x) => x >= 3, 'at least 3')
ratio('getNode / a raw function that reads the string', ours, floor, (x) => x <= 3, 'at most 3')
ratio('getNodeWithFallback / getNode', of('getNodeWithFallback(string)'), ours, (x) => x <= 1.3, 'at most 1.3')
ratio('the same, a tenth down', of('getNodeWithFallback(string), a tenth down'), ours, (x) => x <= 1.6, 'at most 1.6')
ratio('acquire and release / getNode', of('acquire(string) and release()'), ours, (x) => x <= 6, 'at most 6')
