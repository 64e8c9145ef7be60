// Each program in README.md is one of the examples, and each example runs.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

/** @param {string} file */
const url = (file) => new URL(`../${file}`, import.meta.url)
/** @param {string} file
 * @param {string[]} args */
const run = (file, ...args) => execFileSync(process.execPath, [fileURLToPath(url(file)), ...args], { encoding: 'utf8' })

test('the programs of the README are the examples', () => {
  const readme = readFileSync(url('README.md'), 'utf8')
  const blocks = [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, block]) => block)
  assert.deepEqual(blocks, [readFileSync(url('examples/quickstart.mjs'), 'utf8'), readFileSync(url('examples/nodes.mjs'), 'utf8')])
})

test('the examples print what they say', () => {
  assert.equal(run('examples/quickstart.mjs'), "cache-1\n[ 'cache-1', 'cache-3' ]\n")
  assert.equal(run('examples/nodes.mjs'), '3 eu-1a { port: 11211 }\n')
})
