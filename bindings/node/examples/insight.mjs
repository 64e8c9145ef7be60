import { HashRing } from 'ringwise'

const ring = new HashRing(['cache-1', 'cache-2', 'cache-3', 'cache-4'])
for (const [name, { fraction, fair }] of ring.shares()) console.log(name, fraction.toFixed(3), fair) // cache-1 0.244 0.25 is the first

// What each owns while cache-4 is down.
console.log(ring.forecast(['cache-4']).get('cache-1')?.fraction.toFixed(3)) // 0.319

// What moves if it goes for good, each key being on two nodes: known before anything moves.
const after = ring.clone()
after.removeNode('cache-4')
const plan = ring.plan(after, 2)
console.log(`${plan}`)
for (const { source, target } of plan.movesOf('user:1')) console.log(`user:1 goes from ${source} to ${target}`)

// Do two services agree, this one and one that has the ring as bytes?
console.log(HashRing.fromBytes(ring.toBytes()).fingerprint() === ring.fingerprint()) // true
