// Does every kind of error have its code, and a test?
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'

/** The test file of each code, or why no test can cause it. The type is that of `index.d.ts`.
 * @type {{ [code in Exclude<import('ringwise').ErrorCode, 'InvalidArg'>]: string | { untested: string } }} */
const files = {
  INVALID_NAME: 'errors-nodes.test.mjs',
  INVALID_WEIGHT: 'errors-nodes.test.mjs',
  DUPLICATE_NODE: 'errors-nodes.test.mjs',
  UNKNOWN_NODE: 'errors-nodes.test.mjs',
  TOO_MANY_POINTS: 'errors-nodes.test.mjs',
  INVALID_OPTION: 'errors-options.test.mjs',
  UNKNOWN_PROFILE: 'errors-options.test.mjs',
  UNSUPPORTED: 'errors-unsupported.test.mjs',
  BAD_SNAPSHOT: 'errors-snapshots.test.mjs',
  SNAPSHOT_VERSION: 'errors-snapshots.test.mjs',
  INVALID_ADDRESS: 'errors-monitor.test.mjs',
  MONITOR_FAILED: { untested: 'it takes a system that has no thread left' },
  TOO_MANY_NODES: { untested: "it takes more than 16,777,216 names: the core's own tests have them" },
  CLOSED: 'close.test.mjs',
}

test('every kind of error has its code, and there are no others', () => {
  // Not through the package's exports: no user needs this list.
  const { errorCodes } = createRequire(import.meta.url)('../native.js')
  assert.deepEqual(errorCodes().sort(), Object.keys(files).sort())
})

test('every code has a test', () => {
  for (const [code, file] of Object.entries(files)) {
    if (typeof file === 'object') continue
    assert(readFileSync(new URL(file, import.meta.url), 'utf8').includes(`refuses('${code}', [`), code)
  }
})
