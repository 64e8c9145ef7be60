// Does the ring place every golden vector's key where the reference does?
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Player } from './script.mjs'

test('every key of the vectors', () => {
  const { key, walk, point } = new Player().play('vectors/native-v1.tsv')
  assert(Number(key) > 1000 && Number(walk) > 1000 && Number(point) > 2000)
})

test('every edit of the script', () => {
  const { add, remove, weight, replace, set, fails, digest } = new Player().play('vectors/native-v1-edits.tsv')
  for (const count of [add, remove, weight, replace, set, fails]) assert(Number(count) > 5)
  assert(Number(digest) > 200)
})

test('every healthy list and every acquire', () => {
  const { down, up, healthy, acquire, release, load } = new Player().play('vectors/native-v1-local.tsv')
  for (const count of [down, up, load]) assert(Number(count) > 5)
  assert(Number(healthy) > 500 && Number(acquire) > 500 && Number(release) > 100)
})

test('every ring with a cap', () => {
  const { key, walk, point, healthy, add, remove, weight } = new Player().play('vectors/native-v1-cap.tsv')
  for (const count of [add, remove, weight, healthy]) assert(Number(count) > 5)
  assert(Number(key) + Number(walk) > 500 && Number(point) > 1000)
})

test('every key of nginx with other numbers of points', () => {
  const { walk, point, weight } = new Player().play('vectors/nginx-vnodes.tsv')
  assert(Number(walk) > 2000 && Number(point) > 100 && Number(weight) > 5)
})
