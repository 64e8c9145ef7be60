import { HashRing } from 'ringwise'

const ring = new HashRing({
  'cache-1': 1,
  'cache-2': { weight: 3, zone: 'eu-1a', meta: { port: 11211 } },
})
const { weight, zone, meta } = ring.node('cache-2')
console.log(weight, zone, meta)
