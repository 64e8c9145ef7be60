import { HashRing } from 'ringwise'

const ring = new HashRing(['cache-1', 'cache-2', 'cache-3', 'cache-4'])
for (const [name, { fraction, fair }] of ring.shares()) console.log(name, fraction.toFixed(3), fair) // cache-1 0.244 0.25 is the first

// The share of each node while cache-4 is down.
console.log(ring.forecast(['cache-4']).get('cache-1')?.fraction.toFixed(3)) // 0.319

// What moves if cache-4 is removed and each key is on two nodes.
const after = ring.clone()
after.removeNode('cache-4')
const plan = ring.plan(after, 2)
console.log(`${plan}`)
for (const { source, target } of plan.movesOf('user:1')) console.log(`user:1 goes from ${source} to ${target}`)

// Equal rings have equal fingerprints: compare them to find services that disagree.
console.log(HashRing.fromBytes(ring.toBytes()).fingerprint() === ring.fingerprint()) // true
