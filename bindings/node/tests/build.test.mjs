// A build that cannot work, and a module that is missing, are clear errors.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

/** @param {string} file */
const path = (file) => fileURLToPath(new URL(`../${file}`, import.meta.url))

test('a platform without a native module is an error that names it', () => {
  const program = `Object.defineProperty(process, 'arch', { value: 'mips' }); require(${JSON.stringify(path('index.js'))})`
  const { status, stderr } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' })
  assert.equal(status, 1)
  const [, platforms, problems] = /Error: ringwise has no native module for (.*?): (.*)/.exec(stderr) ?? []
  /** @type {{ [platform: string]: string[] }} */
  const variants = { linux: ['linux-mips-gnu', 'linux-mips-musl'], win32: ['win32-mips-msvc'] }
  const names = variants[process.platform] ?? [`${process.platform}-mips`]
  assert.equal(platforms, names.join(' or '))
  for (const name of names) for (const module of [`./ringwise.${name}.node`, `ringwise-${name}`]) assert(problems?.includes(`'${module}'`), problems)
})

test('a build without cargo says what is missing', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path('scripts/build.cjs')], { encoding: 'utf8', env: { PATH: '' } })
  const [, version] = /^rust-version = "(.*)"$/m.exec(readFileSync(path('../../Cargo.toml'), 'utf8')) ?? []
  assert.deepEqual([status, stdout], [1, ''])
  assert.equal(stderr, `ringwise needs a Rust toolchain (${version} or later): https://rustup.rs\n`)
})
