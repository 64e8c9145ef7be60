// Helpers of the monitor tests: monitors without pauses, scripted probes, and functions that wait.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { after } from 'node:test'

import { HashRing, HealthMonitor } from 'ringwise'

/** @typedef {import('ringwise').MonitorSettings} MonitorSettings */
/** @typedef {import('ringwise').Health} Health */

// Keeps the process alive while tests wait for a monitor, which does not.
const alive = setInterval(() => {}, 1000)
after(() => clearInterval(alive))

/** A time in milliseconds after which an event will never happen. */
export const NEVER = 120_000

/** Returns a monitor that probes without pauses, and whose probes practically never time out.
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

/** Waits until a condition holds.
 * @param {() => boolean} condition */
export async function until(condition) {
  const end = Date.now() + NEVER
  while (!condition()) {
    assert(Date.now() < end, 'it never happened')
    await sleep(1)
  }
}

/** Returns a probe that follows a script, in which `+` is a success, then repeats its last step; and the number of its calls.
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

/** Waits for a warning of ringwise.
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
