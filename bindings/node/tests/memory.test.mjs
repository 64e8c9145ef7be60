// Whatever is collected first, and however often: no crash, and nothing left behind.
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
