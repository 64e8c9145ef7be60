// How even is the ring, and what happens when a node dies? Answered from the ring itself, to the last position, and not from samples.
import { HashRing } from 'ringwise'

const ring = new HashRing({ 'cache-1': 1, 'cache-2': 1, 'cache-3': 1, 'cache-4': 2 })

/** @param {number} fraction */
const percent = (fraction) => `${(100 * fraction).toFixed(2)} %`

const shares = ring.shares()
for (const [name, { fraction, fair }] of shares) console.log(`${name} owns ${percent(fraction)} of the keys, ${percent(fair)} would be fair`)
console.log(`the fullest has ${ring.stats().maxOverFair.toFixed(2)} times its fair share`)

// If cache-4 dies, who takes over, and how much?
for (const [name, { fraction }] of ring.forecast(['cache-4'])) {
  const more = fraction - (shares.get(name)?.fraction ?? 0)
  if (more > 0) console.log(`${name} takes over ${percent(more)} of the keys`)
}

// A cap makes it more even. The price: an edit moves more keys than it must.
const capped = new HashRing(ring, { cap: 102 })
console.log(`with a cap of 102 it has ${capped.stats().maxOverFair.toFixed(2)} times its fair share`)

// Real keys against what is to be expected: a p-value this large says that they are spread as random ones are.
const { pValue } = ring.analyzeDistribution(Array.from({ length: 10_000 }, (_, user) => `user:${user}`))
console.log(`p = ${pValue.toFixed(2)}`)
