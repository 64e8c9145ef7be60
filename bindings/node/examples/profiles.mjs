import { HashRing } from 'ringwise'

// The placement of pylibmc and php-memcached, set to KETAMA_WEIGHTED.
const servers = ['10.0.0.1:11211', '10.0.0.2:11211', '10.0.0.3:11211']
const fleet = new HashRing(servers, { profile: 'libmemcached_ketama_weighted' })
console.log(fleet.getNode('user:42')) // 10.0.0.1:11211

// The cost of changing to ringwise's own placement, counted on your own keys.
const keys = Array.from({ length: 1000 }, (_, i) => `user:${i}`)
const { kept, moved } = fleet.compare(new HashRing(servers), keys)
console.log(`${kept} keys stay, ${moved} move`)
