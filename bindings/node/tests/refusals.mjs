// Helpers of the tests of invalid input.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { HashRing, HealthMonitor } from 'ringwise'

/** Returns a value that a type checker would refuse.
 * @param {unknown} value
 * @returns {any} */
export const wrong = (value) => value

export const ring = () => new HashRing({ a: { identity: 'x' }, b: 2 })

/** @param {unknown} settings */
export const monitor = (settings) => new HealthMonitor(ring(), wrong(settings))
export const probe = () => true

/** Tests that calls throw an error with a code and a message.
 * @param {import('ringwise').ErrorCode} code
 * @param {Array<[message: string, call: () => unknown]>} cases */
export function refuses(code, cases) {
  for (const [message, call] of cases) test(`${code}: ${message}`, () => assert.throws(call, { name: 'Error', code, message }))
}

/** Tests that calls throw a `TypeError` with a message.
 * @param {Array<[message: string, call: () => unknown]>} cases */
export function refusesTypes(cases) {
  for (const [message, call] of cases) {
    test(`TypeError: ${message}`, () => assert.throws(call, { name: 'TypeError', code: 'InvalidArg', message }))
  }
}
