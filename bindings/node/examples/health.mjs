import { HashRing, HealthMonitor } from 'ringwise'

const ring = new HashRing(['cache-1', 'cache-2', 'cache-3'])
ring.markNodeUnhealthy('cache-1')
console.log(ring.getNode('user:42')) // cache-1, the owner
console.log(ring.getNodeWithFallback('user:42')) // cache-3, the next node of the list
ring.markNodeHealthy('cache-1') // its keys return to it

// Or let a monitor mark nodes: without a probe of yours, it connects to each node's address.
const up = new Set(['cache-1', 'cache-3'])
const monitor = new HealthMonitor(ring, { probe: async (node) => up.has(node), intervalMs: 2000, timeoutMs: 500 })
monitor.on('down', (node, { reason }) => console.warn(`${node} is down: ${reason}`)).start()

// A request adds one unit of load to a healthy node that is not full, until it is released.
const ticket = ring.acquire('user:42')
console.log(ticket?.node, ring.totalLoad())
ticket?.release()
await monitor.stop()
