// A process in Node that watches real servers, for the tests: `failover.mjs NODES`, where NODES are names as JSON.
// It prints each change as a line of JSON, with how many of the keys (a JSON list, one line on stdin) each node has now; it ends with stdin.
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const require = createRequire(import.meta.url)
const { HashRing, HealthMonitor } = require('../../bindings/node')

const ring = new HashRing(JSON.parse(process.argv[2]))
const monitor = new HealthMonitor(ring, { intervalMs: 20, timeoutMs: 5000, rise: 2, fall: 2 })
let keys

function report(what, name) {
  const where = Object.fromEntries(keys.map((key) => [key, ring.getNodeWithFallback(key)]))
  console.log(JSON.stringify({ what, name, where }))
}

monitor.on('change', (name, health) => report(health.healthy ? 'up' : 'down', name))
for await (const line of createInterface(process.stdin)) {
  keys = JSON.parse(line)
  monitor.start()
  report('started', null)
}
await monitor.stop()
