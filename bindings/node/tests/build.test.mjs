// What a build says that cannot be.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

/** @param {string} file */
const path = (file) => fileURLToPath(new URL(`../${file}`, import.meta.url))

test('a build without cargo says what is missing', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path('scripts/build.cjs')], { encoding: 'utf8', env: { PATH: '' } })
  const [, version] = /^rust-version = "(.*)"$/m.exec(readFileSync(path('../../Cargo.toml'), 'utf8')) ?? []
  assert.deepEqual([status, stdout], [1, ''])
  assert.equal(stderr, `ringwise needs a Rust toolchain (${version} or later): https://rustup.rs\n`)
})
