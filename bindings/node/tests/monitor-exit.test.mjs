// Do processes and workers end while monitors run?
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'

import { NEVER, until } from './monitors.mjs'
import { threads } from './threads.mjs'

/** Monitors that run when their environment ends. */
const running = `
const { HashRing, HealthMonitor } = require('ringwise')
const ring = new HashRing(['127.0.0.1:1', '127.0.0.1:2'])
const probes = [() => true, () => false, async () => true, () => new Promise(() => {}), () => { throw new Error() }, undefined]
const monitors = probes.map((probe) => new HealthMonitor(ring, { probe, intervalMs: 1, timeoutMs: 50 }).start())
`

/** Runs a program in a process of its own, in the folder of the package.
 * @param {string} program */
const run = (program) =>
  promisify(execFile)(process.execPath, ['-e', program], { cwd: fileURLToPath(new URL('..', import.meta.url)), timeout: NEVER })

/** Programs that end in different ways.
 * @type {Array<[string, string, number]>} */
const ends = [
  ['its program is done', '', 0],
  ['its program is done after a while', 'setTimeout(() => {}, 100)', 0],
  ['it is told to', 'setTimeout(() => process.exit(3), 50)', 3],
  ['it is told to at once', 'process.exit(3)', 3],
  ['it is told to while a monitor stops', 'setTimeout(() => { for (const monitor of monitors) monitor.stop(); process.exit(3) }, 50)', 3],
  ['all monitors have stopped', 'for (const monitor of monitors) monitor.stop()', 0],
  ['a program fails', "setTimeout(() => { throw new Error('mine') }, 50)", 1],
]

for (const [when, end, code] of ends) {
  test(`a process with running monitors ends when ${when}`, async () => {
    const ended = await run(running + end).then(
      () => 0,
      (error) => error.code,
    )
    assert.equal(ended, code)
  })
}

test('a process of which only a worker had monitors ends', async () => {
  const worker = `new (require('node:worker_threads').Worker)(${JSON.stringify(running)}, { eval: true })`
  // Only the worker has loaded the module, and the module's threads may outlive the worker.
  await run(`${worker}.on('exit', () => setTimeout(() => {}, 200))`)
})

/** Ways to end a worker.
 * @type {Array<[string, string, (worker: Worker) => unknown]>} */
const workerEnds = [
  ['is done', '', () => {}],
  ['exits', 'setTimeout(() => process.exit(), 20)', () => {}],
  ['is terminated', 'setInterval(() => {}, 1000)', (worker) => worker.terminate()],
  ['is terminated in a busy loop', 'setTimeout(() => { for (;;); }, 10)', (worker) => worker.terminate()],
  ['is terminated while monitors stop', 'for (const monitor of monitors) monitor.stop()', (worker) => worker.terminate()],
]

for (const [what, end, act] of workerEnds) {
  test(`a worker that ${what} takes its monitors with it`, async () => {
    for (let round = 0; round < 5; round++) {
      const program = `${running}\nrequire('node:worker_threads').parentPort.postMessage('running')\n${end}`
      const worker = new Worker(program, { eval: true })
      const ended = once(worker, 'exit')
      await once(worker, 'message')
      await sleep(round * 5)
      act(worker)
      await ended
    }
    await until(() => threads() === 0)
  })
}
