// Does each profile place keys where its system does?
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Case, files } from './cases.mjs'

const sums = { cases: 0, placements: 0, lists: 0 }

for (const file of files()) {
  test(file, () => {
    for (const each of Case.all(file)) {
      const { placements, lists } = each.counts()
      sums.cases += 1
      sums.placements += placements
      sums.lists += lists
      try {
        each.check()
      } catch (error) {
        throw new Error(`case ${each.number} (${each.profile} ${JSON.stringify(each.options)})`, { cause: error })
      }
    }
  })
}

test('no case was lost on the way', () => {
  assert.deepEqual(sums, { cases: 1104, placements: 440_491, lists: 42_247 })
})
