import { HashRing } from 'ringwise'

const ring = new HashRing(['cache-1', 'cache-2', 'cache-3'])
console.log(ring.getNode('user:42')) // cache-1
console.log(ring.getNodes('user:42', 2)) // [ 'cache-1', 'cache-3' ]

ring.addNode('cache-4') // a quarter of the keys move to it, and no other
