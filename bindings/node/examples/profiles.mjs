import { HashRing } from 'ringwise'

// Where pylibmc and php-memcached, set to KETAMA_WEIGHTED, have had these servers' keys all along.
const servers = ['10.0.0.1:11211', '10.0.0.2:11211', '10.0.0.3:11211']
const fleet = new HashRing(servers, { profile: 'libmemcached_ketama_weighted' })
console.log(fleet.getNode('user:42')) // 10.0.0.1:11211

// What ringwise's own placement would cost, counted on keys of your own.
const keys = Array.from({ length: 1000 }, (_, i) => `user:${i}`)
const { kept, moved } = fleet.compare(new HashRing(servers), keys)
console.log(`${kept} keys stay, ${moved} move`)
