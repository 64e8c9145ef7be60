// Each example runs, and prints what README.md and its comments say.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

/** @param {string} file */
const run = (file) => execFileSync(process.execPath, [fileURLToPath(new URL(`../${file}`, import.meta.url))], { encoding: 'utf8' })

test('the examples print what they say', () => {
  assert.equal(run('examples/quickstart.mjs'), "cache-1\n[ 'cache-1', 'cache-3' ]\n")
  assert.equal(run('examples/nodes.mjs'), '3 eu-1a { port: 11211 }\n')
  assert.equal(run('examples/health.mjs'), 'cache-1\ncache-3\ncache-1 1\n')
  assert.equal(run('examples/profiles.mjs'), '10.0.0.1:11211\n326 keys stay, 674 move\n')
})

test('a migration misses no key, and asks the old owner once', () => {
  assert.deepEqual(run('examples/migrate.mjs').split('\n'), [
    '248 of 1000 keys stay where they are',
    'the most that go from one server to another: 79, 10.0.0.2:11211 to 10.0.0.4:11211',
    'first reads: 1000 hits, 751 of them where a key was before',
    'later reads: 1000 hits, 0 of them where a key was before',
    'user:7 is newer',
    '',
  ])
})

test('a replicated store goes on with a node less, and finds the newest value', () => {
  assert.deepEqual(run('examples/replicated-store.mjs').split('\n'), [
    "written to [ 'store-4', 'store-3', 'store-1' ]",
    "store-4 fails: { value: 'Ada', node: 'store-3' }",
    "written to [ 'store-3', 'store-1' ]",
    "store-4 is back, with an old copy: { value: 'Ada', node: 'store-4' }",
    'the newest of them: Ada Lovelace',
    'two are down: user:42 is on 1 of 3 nodes, and must be on 2',
    "still to be read: { value: 'Countess of Lovelace', node: 'store-1' }",
    '',
  ])
})

test('a load balancer keeps sessions where they are, and no backend too full', () => {
  assert.deepEqual(run('examples/load-balancer.mjs').split('\n'), [
    'again: 400 of 400 sessions on the same backend',
    'a hot session: web-1 6, web-2 31, web-3 32, web-4 31',
    'web-2 is down: its sessions moved, and no others',
    'web-2 is up: 400 of 400 sessions at home',
    '',
  ])
})
