// What would move if the members changed?
import { HashRing } from 'ringwise'

const before = new HashRing(['cache-1', 'cache-2', 'cache-3', 'cache-4'])
const after = before.clone()
after.removeNode('cache-2')
after.addNode('cache-5', 2)

// Each key is on two nodes: how much has to be copied, and what is the minimum?
const plan = before.plan(after, 2)
console.log(`${plan}`)

// The first move: a copy job goes through all of them.
for (const { start, end, source, target } of plan) {
  console.log(`(${start}, ${end}] goes from ${source} to ${target}`)
  break
}

// While keys are copied, the source may still have a key that the target lacks.
for (const { source } of plan.movesOf('user:2')) console.log(`user:2 may still be on ${source}`)

// Rings with other positions of keys have no plan. The fraction that stays can be estimated, and real keys can be
// counted.
const other = new HashRing(before, { seed: 1 })
console.log(`${before.overlap(other).toFixed(3)} of the keys stay`)
const keys = Array.from({ length: 100_000 }, (_, user) => `user:${user}`)
console.log(`${before.compare(other, keys).kept} of 100000 stayed`)

// The keys to send to each node in one request.
for (const [node, group] of before.group(keys)) console.log(`${node}: ${group.length} keys`)
