// How even is a ring, and what happens if a node fails? The ring computes exact answers, not samples.
import { HashRing } from 'ringwise'

const ring = new HashRing({ 'cache-1': 1, 'cache-2': 1, 'cache-3': 1, 'cache-4': 2 })

/** @param {number} fraction */
const percent = (fraction) => `${(100 * fraction).toFixed(2)} %`

const shares = ring.shares()
for (const [name, { fraction, fair }] of shares) console.log(`${name} owns ${percent(fraction)} of the keys, ${percent(fair)} would be fair`)
console.log(`the fullest has ${ring.stats().maxOverFair.toFixed(2)} times its fair share`)

// If cache-4 fails, which nodes take over, and how much?
for (const [name, { fraction }] of ring.forecast(['cache-4'])) {
  const more = fraction - (shares.get(name)?.fraction ?? 0)
  if (more > 0) console.log(`${name} takes over ${percent(more)} of the keys`)
}

// A cap makes the ring more even. In return, an edit moves more keys than the minimum.
const capped = new HashRing(ring, { cap: 102 })
console.log(`with a cap of 102 it has ${capped.stats().maxOverFair.toFixed(2)} times its fair share`)

// Compares the number of real keys with the expected number. A large p-value means that the keys spread like random
// ones.
const { pValue } = ring.analyzeDistribution(Array.from({ length: 10_000 }, (_, user) => `user:${user}`))
console.log(`p = ${pValue.toFixed(2)}`)
