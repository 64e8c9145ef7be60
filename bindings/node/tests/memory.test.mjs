// Is all memory freed, in any order of collection, without a crash?
import { execFile, execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const program = ['--expose-gc', fileURLToPath(new URL('./collect.mjs', import.meta.url))]

/** @type {string[]} */
const cases = JSON.parse(execFileSync(process.execPath, program, { encoding: 'utf8' }))

for (const name of cases) {
  test(name, async () => {
    await promisify(execFile)(process.execPath, [...program, name])
  })
}
