// What the tests of monitors share: monitors without a pause, probes by a script, and ways to wait.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { after } from 'node:test'

import { HashRing, HealthMonitor } from 'ringwise'

/** @typedef {import('ringwise').MonitorSettings} MonitorSettings */
/** @typedef {import('ringwise').Health} Health */

// A monitor does not keep the process alive, and tests wait for what it does.
const alive = setInterval(() => {}, 1000)
after(() => clearInterval(alive))

/** Longer than anything takes here: what has not happened by then never will. */
export const NEVER = 120_000

/** A monitor that probes without a pause, and never gives a probe up that it need not.
 * @param {HashRing} ring
 * @param {MonitorSettings} settings */
export const eager = (ring, settings) => new HealthMonitor(ring, { intervalMs: 1, timeoutMs: 60_000, ...settings })

/** Waits for the next event of a monitor.
 * @param {HealthMonitor} monitor
 * @param {keyof import('ringwise').MonitorEvents} event
 * @returns {Promise<[string, Health]>} */
export const next = async (monitor, event) => {
  const [node, health] = await once(monitor, event, { signal: AbortSignal.timeout(NEVER) })
  return [node, health]
}

/** Waits until something is so.
 * @param {() => boolean} condition */
export async function until(condition) {
  const end = Date.now() + NEVER
  while (!condition()) {
    assert(Date.now() < end, 'it never happened')
    await sleep(1)
  }
}

/** A probe that answers as its script says, `+` for a success, and then as the last of it, and how often it was asked.
 * @param {string} script */
export function scripted(script) {
  const calls = { count: 0 }
  const probe = () => {
    const outcome = script[calls.count++] ?? script.at(-1)
    if (outcome !== '+') throw new Error(`failure ${calls.count}`)
  }
  return { probe, calls }
}

/** @param {unknown} error
 * @returns {never} */
export function raise(error) {
  throw error
}

/** Waits for a warning of ringwise's.
 * @returns {Promise<any>} */
export function nextWarning() {
  return new Promise((resolve) => {
    process.on('warning', function listen(warning) {
      if (warning.name !== 'RingwiseWarning') return
      process.off('warning', listen)
      resolve(warning)
    })
  })
}
