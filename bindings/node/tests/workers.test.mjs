// Can many threads each use rings of their own?
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'

import { HashRing } from 'ringwise'

/** @param {string} job */
const start = (job) => new Worker(new URL('./worker.mjs', import.meta.url), { workerData: job })

test('eight workers that edit alike place alike, and every answer is a member', async () => {
  const workers = Array.from({ length: 8 }, () => start('edit'))
  const answers = await Promise.all(
    workers.map(async (worker) => {
      const ended = once(worker, 'exit')
      const [answer] = await once(worker, 'message')
      assert.deepEqual(await ended, [0])
      return answer
    }),
  )
  assert.equal(answers[0].strangers, 0)
  for (const answer of answers) assert.deepEqual(answer, answers[0])
})

test('workers that end in the middle of a call leave the process whole', async () => {
  const ring = new HashRing(['a', 'b', 'c'])
  const owner = ring.getNode('foo')
  for (let round = 0; round < 8; round++) {
    const workers = Array.from({ length: 4 }, () => start('loop'))
    await Promise.all(workers.map((worker) => once(worker, 'message')))
    await Promise.all(workers.map((worker) => worker.terminate()))
    assert.equal(ring.getNode('foo'), owner)
  }
})
