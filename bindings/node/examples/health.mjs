import { HashRing, HealthMonitor } from 'ringwise'

const ring = new HashRing(['cache-1', 'cache-2', 'cache-3'])
ring.markNodeUnhealthy('cache-1')
console.log(ring.getNode('user:42')) // cache-1: where the key belongs
console.log(ring.getNodeWithFallback('user:42')) // where it is kept meanwhile
ring.markNodeHealthy('cache-1') // and it is back

// Or let a monitor do that: without a probe it connects to each node's address.
const up = new Set(['cache-1', 'cache-3'])
const monitor = new HealthMonitor(ring, { probe: async (node) => up.has(node), intervalMs: 2000, timeoutMs: 500 })
monitor.on('down', (node, { reason }) => console.warn(`${node} is down: ${reason}`)).start()

// A request takes a place on a node that is up and not full, and gives it back.
const ticket = ring.acquire('user:42')
console.log(ticket?.node, ring.totalLoad())
ticket?.release()
await monitor.stop()
