// Which settings of a monitor are refused?
import { HashRing, HealthMonitor } from 'ringwise'

import { monitor, probe, refuses, refusesTypes, ring, wrong } from './refusals.mjs'

const ADDRESS = 'an address is host:port or [IPv6]:port, the port from 1 to 65535'
const MILLISECONDS = 'a number of milliseconds from 1 to 604800000'

refuses('INVALID_OPTION', [
  [`interval 0: ${MILLISECONDS}`, () => monitor({ probe, intervalMs: 0 })],
  [`interval NaN: ${MILLISECONDS}`, () => monitor({ probe, intervalMs: NaN })],
  [`timeout -1: ${MILLISECONDS}`, () => monitor({ probe, timeoutMs: -1 })],
  [`timeout inf: ${MILLISECONDS}`, () => monitor({ probe, timeoutMs: Infinity })],
  ['rise 0: an integer from 1 to 1000', () => monitor({ probe, rise: 0 })],
  ['fall 1001: an integer from 1 to 1000', () => monitor({ probe, fall: 1001 })],
  ['jitter 1.5: a number from 0 to 1', () => monitor({ probe, jitter: 1.5 })],
  ['concurrency 0: an integer from 1 to 1024', () => monitor({ probe, concurrency: 0 })],
  [
    'addresses with a probe: only the built-in probe connects; leave out the addresses or the probe',
    () => monitor({ probe, addresses: { a: 'a:1' } }),
  ],
  [
    'unknown option "interval": the options are probe, addresses, intervalMs, timeoutMs, rise, fall, jitter, concurrency, onChange',
    () => monitor({ probe, interval: 5 }),
  ],
])

refuses('INVALID_ADDRESS', [
  [`address "a" of node "a": ${ADDRESS}`, () => monitor({})],
  [`address "::1:80" of node "a": ${ADDRESS}`, () => monitor({ addresses: { a: '::1:80', b: 'b:1' } })],
  [`address "b:65536" of node "b": ${ADDRESS}`, () => monitor({ addresses: new Map([['b', 'b:65536']]) })],
  [
    `address "c" of node "c": ${ADDRESS}`,
    () => {
      const grown = ring()
      const late = new HealthMonitor(grown, { addresses: { a: 'a:1', b: '[::1]:1' } })
      grown.addNode('c')
      late.start()
    },
  ],
])

refusesTypes([
  ['ring of type undefined: a HashRing is needed', () => new HealthMonitor(wrong(undefined), { probe })],
  ['ring of type Array: a HashRing is needed', () => new HealthMonitor(wrong(['a']), { probe })],
  ['ring of type HashRing: a HashRing is needed', () => new HealthMonitor(Object.create(HashRing.prototype), { probe })],
  ['settings of type null: an object is needed', () => monitor(null)],
  ['settings of type function: an object is needed', () => monitor(probe)],
  ['probe of type string: a function is needed', () => monitor({ probe: 'tcp' })],
  ['onChange of type boolean: a function is needed', () => monitor({ probe, onChange: true })],
  ['interval of type string: a number of milliseconds is needed', () => monitor({ probe, intervalMs: '5s' })],
  ['timeout of type bigint: a number of milliseconds is needed', () => monitor({ probe, timeoutMs: 5n })],
  ['jitter of type null: a number is needed', () => monitor({ probe, jitter: null })],
  ['rise 1.5: an integer is needed', () => monitor({ probe, rise: 1.5 })],
  ['fall of type string: an integer is needed', () => monitor({ probe, fall: '3' })],
  ['concurrency Infinity: an integer is needed', () => monitor({ probe, concurrency: Infinity })],
  ['addresses of type Array: a Map or an object of addresses is needed', () => monitor({ addresses: ['a:1'] })],
  ['addresses of type string: a Map or an object of addresses is needed', () => monitor({ addresses: 'a:1' })],
  ['address of type number for node "a": a string is needed', () => monitor({ addresses: { a: 11211 } })],
])
