// Does each example print what README.md and its comments say?
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

test('a ring knows itself', () => {
  assert.deepEqual(run('examples/insight.mjs').split('\n'), [
    'cache-1 0.244 0.25',
    'cache-2 0.243 0.25',
    'cache-3 0.275 0.25',
    'cache-4 0.238 0.25',
    '0.319',
    'from     to          share',
    'cache-4  cache-2  18.554 %',
    'cache-4  cache-3  16.250 %',
    'cache-4  cache-1  13.008 %',
    'moved 47.812 % of the key space; at least 47.812 % must move',
    'user:1 goes from cache-4 to cache-2',
    'true',
    '',
  ])
})

test('how even a ring is, and what a dead node and a cap do to it', () => {
  assert.deepEqual(run('examples/how-even.mjs').split('\n'), [
    'cache-1 owns 18.17 % of the keys, 20.00 % would be fair',
    'cache-2 owns 19.79 % of the keys, 20.00 % would be fair',
    'cache-3 owns 21.37 % of the keys, 20.00 % would be fair',
    'cache-4 owns 40.67 % of the keys, 40.00 % would be fair',
    'the fullest has 1.07 times its fair share',
    'cache-1 takes over 13.76 % of the keys',
    'cache-2 takes over 11.55 % of the keys',
    'cache-3 takes over 15.36 % of the keys',
    'with a cap of 102 it has 1.02 times its fair share',
    'p = 0.92',
    '',
  ])
})

test('how much moves, before it does', () => {
  assert.deepEqual(run('examples/how-much-moves.mjs').split('\n'), [
    'from     to          share',
    'cache-2  cache-5  36.994 %',
    'cache-1  cache-5  10.591 %',
    'cache-4  cache-5  10.527 %',
    'cache-3  cache-5   9.723 %',
    'cache-2  cache-4   5.295 %',
    'cache-2  cache-1   4.232 %',
    'cache-2  cache-3   2.524 %',
    'moved 79.886 % of the key space; at least 67.835 % must move',
    '(2381115868314236, 57603851216043352] goes from cache-2 to cache-5',
    'user:2 may still be on cache-3',
    '0.250 of the keys stay',
    '25236 of 100000 stayed',
    'cache-3: 27335 keys',
    'cache-1: 24326 keys',
    'cache-2: 24270 keys',
    'cache-4: 24069 keys',
    '',
  ])
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
