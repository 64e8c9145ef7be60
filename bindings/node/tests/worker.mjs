// The jobs that tests/workers.test.mjs runs in workers.
import { parentPort, workerData } from 'node:worker_threads'

import { HashRing } from 'ringwise'

import { digest, realKeys } from './script.mjs'

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort)

/** Returns a generator of pseudorandom numbers, the same in every worker. */
function numbers() {
  let state = 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state >>> 8
  }
}

/** Edits a ring 10,000 times and looks keys up after each edit. */
function edit() {
  const random = numbers()
  const keys = realKeys(100)
  const ring = new HashRing(['node-0'], { vnodes: 10 })
  const members = new Set(ring)
  let strangers = 0
  for (let edits = 0; edits < 10_000; edits++) {
    const name = `node-${random() % 20}`
    if (!ring.has(name)) ring.addNode(name)
    else if (ring.size > 1 && edits % 2 === 0) ring.removeNode(name)
    else ring.setWeight(name, 1 + (random() % 3))
    members.clear()
    for (const member of ring) members.add(member)
    const key = keys[edits % keys.length] ?? ''
    for (const holder of [ring.getNode(key), ...ring.getNodes(key, 20), ...ring.getNodeBatch(keys)]) {
      if (holder === null || !members.has(holder)) strangers++
    }
  }
  return { strangers, digest: digest(ring, keys) }
}

/** Makes rings and looks keys up, without end. */
function loop() {
  for (let rounds = 0; ; rounds++) {
    const ring = new HashRing(['a', 'b', 'c', `node-${rounds}`])
    const walk = ring.iterNodes('foo')
    walk.next()
    for (let i = 0; i < 100; i++) ring.getNode(`key-${i}`)
    ring.getNodeBatch(['foo', Buffer.from('bar')])
    if (rounds % 2 === 0) ring.close()
    if (rounds === 10) port.postMessage('running')
  }
}

if (workerData === 'edit') port.postMessage(edit())
else loop()
