// A load balancer with sticky sessions: each session stays on its backend while that is healthy and not full.
//
// A hot session spills over to the next backends of its list. No backend gets more than 125 percent of its part.
import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'

import { HashRing, HealthMonitor } from 'ringwise'

/** A server in memory, which can be switched off. */
class Backend {
  on = true
  active = 0
  most = 0

  async handle() {
    if (!this.on) throw new Error('connection refused')
    this.active += 1
    this.most = Math.max(this.most, this.active)
    await setImmediate() // some work
    this.active -= 1
  }
}

const backends = new Map(['web-1', 'web-2', 'web-3', 'web-4'].map((name) => [name, new Backend()]))
/** @param {string} name */
const backend = (name) => /** @type {Backend} */ (backends.get(name))
const ring = new HashRing(backends.keys(), { loadFactor: 125 })

/** Sends a request of a session to a backend, and returns the backend's name.
 * @param {string} session */
async function send(session) {
  const ticket = ring.acquire(session)
  if (ticket === null) throw new Error('no backend is up')
  try {
    await backend(ticket.node).handle()
    return ticket.node
  } finally {
    ticket.release()
  }
}

/** Sends one request of each session, one after another.
 * @param {string[]} sessions */
async function sendEach(sessions) {
  const nodes = []
  for (const session of sessions) nodes.push(await send(session))
  return nodes
}

const sessions = Array.from({ length: 400 }, (_, i) => `session-${i}`)
const homes = await sendEach(sessions)
/** Returns the number of sessions that are on their first backend.
 * @param {string[]} nodes */
const atHome = (nodes) => nodes.filter((node, i) => node === homes[i]).length
console.log(`again: ${atHome(await sendEach(sessions))} of ${sessions.length} sessions on the same backend`)

// A hundred requests at once, all of one session.
for (const each of backends.values()) each.most = 0
await Promise.all(Array.from({ length: 100 }, () => send('hot session')))
console.log('a hot session:', [...backends].map(([name, { most }]) => `${name} ${most}`).join(', '))

// A monitor marks a backend unhealthy if it does not answer, and healthy when it answers again.
const probe = (/** @type {string} */ name) => backend(name).on
const monitor = new HealthMonitor(ring, { probe, intervalMs: 10 }).start()
const listening = setInterval(() => {}, 1000) // stands in for a listening server: a monitor alone does not keep the process alive
backend('web-2').on = false
await once(monitor, 'down')
const others = sessions.filter((_, i) => homes[i] !== 'web-2').length
console.log(`web-2 is down: ${atHome(await sendEach(sessions)) === others ? 'its sessions moved, and no others' : 'sessions moved'}`)
backend('web-2').on = true
await once(monitor, 'up')
console.log(`web-2 is up: ${atHome(await sendEach(sessions))} of ${sessions.length} sessions at home`)
clearInterval(listening)
await monitor.stop()
