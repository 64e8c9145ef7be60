'use strict'

const { isMap } = require('node:util').types

/** The entries of a `Map`, or of an object as `{}` makes it that is no iterable; `undefined` for anything else. */
function entriesOf(value) {
  if (isMap(value)) return [...value]
  return isPlain(value) ? Object.entries(value) : undefined
}

function isPlain(value) {
  if (typeof value !== 'object' || value === null || Symbol.iterator in value) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

exports.entriesOf = entriesOf
