// What moves when the membership changes: before it does.
import { HashRing } from 'ringwise'

const before = new HashRing(['cache-1', 'cache-2', 'cache-3', 'cache-4'])
const after = before.clone()
after.removeNode('cache-2')
after.addNode('cache-5', 2)

// Each key on two nodes: how much has to be copied, and how much of it because it must?
const plan = before.plan(after, 2)
console.log(`${plan}`)

// The first range of positions that changes hands, for a copy job that goes through them all.
for (const { start, end, source, target } of plan) {
  console.log(`(${start}, ${end}] goes from ${source} to ${target}`)
  break
}

// While the copy goes on: where else to look for a key that its new node has not got yet.
for (const { source } of plan.movesOf('user:2')) console.log(`user:2 may still be on ${source}`)

// Rings whose keys stand elsewhere have no plan, but what is expected to stay can be told, and real keys can be counted.
const other = new HashRing(before, { seed: 1 })
console.log(`${before.overlap(other).toFixed(3)} of the keys stay`)
const keys = Array.from({ length: 100_000 }, (_, user) => `user:${user}`)
console.log(`${before.compare(other, keys).kept} of 100000 stayed`)

// And what to send to each node in one request.
for (const [node, group] of before.group(keys)) console.log(`${node}: ${group.length} keys`)
