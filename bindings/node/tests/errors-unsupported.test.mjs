// What does a profile refuse because its system does not have it?
import { HashRing } from 'ringwise'

import { refuses, ring, wrong } from './refusals.mjs'

const maglev = () => new HashRing(['a', 'b'], { profile: 'envoy_maglev' })
const MAGLEV = "a list of 2 nodes: profile envoy_maglev has one node for each key"

refuses('UNSUPPORTED', [
  [
    'loadFactor 150: profile lafikl has a rule of its own for what makes a node full',
    () => new HashRing([], { profile: 'lafikl' }).setLoadFactor(150),
  ],
  [
    'vnodes 10: profile ketama has no such option, its options are profile, hashTag, zones, replicationFactor, loadFactor',
    () => new HashRing([], { profile: 'ketama', vnodes: 10 }),
  ],
  ['zones "strict": profile cassandra takes zones as its strategy does', () => new HashRing([], { profile: 'cassandra', zones: 'strict' })],
  [
    'loadFactor 150: profile lafikl has a rule of its own for what makes a node full',
    () => new HashRing([], { profile: 'lafikl', loadFactor: 150 }),
  ],
  ['weight 2 for node "a": profile stathat has no weights but 0 and 1', () => new HashRing({ a: 2 }, { profile: 'stathat' })],
  [
    'weight 2 for node "a": profile libmemcached_ketama has no weights but 0 and 1, profile libmemcached_ketama_weighted, with the hash of this ring, has',
    () => new HashRing(['a'], { profile: 'libmemcached_ketama' }).setWeight('a', 2),
  ],
  [`vnodes of node "c": the ring's profile has no such field, and takes nodes without it`, () => ring().addNode('c', { vnodes: 1 })],
  [
    'points of node "a": profile ketama has no such field, and takes nodes without it',
    () => new HashRing({ a: { points: [] } }, { profile: 'ketama' }),
  ],
  [MAGLEV, () => maglev().getNodes('key', 2)],
  [MAGLEV, () => maglev().getHealthyNodes('key', 2)],
  [MAGLEV, () => maglev().shares(2)],
  [MAGLEV, () => maglev().forecast([], 2)],
  [MAGLEV, () => maglev().plan(maglev(), 2)],
  [
    'the ranges of a node: profile envoy_maglev spreads keys over the entries of a table, which no range joins',
    () => maglev().ranges('a'),
  ],
  [
    'a plan from profile native-v1, seed 0 to profile native-v1, seed 7: their keys have different positions; ' +
      'overlap(other) returns the share of keys that is expected to stay',
    () => ring().plan(new HashRing(['a'], { seed: 7 })),
  ],
  ['cap 105: profile ketama has no such option, its options are profile, hashTag, zones, replicationFactor, loadFactor', () => new HashRing([], { profile: 'ketama', cap: 105 })],
  ['retry_nodes of profile native-v1: only profile spymemcached_ketama has them', () => ring().retryNodes('key')],
])
