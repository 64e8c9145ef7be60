import { HashRing } from 'ringwise'

const ring = new HashRing(['cache-1', 'cache-2', 'cache-3'])
console.log(ring.getNode('user:42')) // cache-1
console.log(ring.getNodes('user:42', 2)) // cache-1 and one replica

ring.addNode('cache-4', { weight: 2 }) // moves keys to cache-4, and between no others
console.log(ring.nodes().length, ring.getNode('user:42'))
