// What does the module export?
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'

import * as ringwise from 'ringwise'
import { VERSION } from 'ringwise'

const require = createRequire(import.meta.url)

test('require and import give one module', () => {
  const required = require('ringwise')
  const { HashRing, HealthMonitor, VERSION, cassandraToken, guavaConsistentHash, jumpHash, profiles, redisSlot } = ringwise
  const functions = { cassandraToken, guavaConsistentHash, jumpHash, profiles, redisSlot }
  assert.deepEqual(required, { HashRing, HealthMonitor, VERSION, ...functions })
})

test('the version is that of the package', () => {
  assert.equal(VERSION, require('ringwise/package.json').version)
})
