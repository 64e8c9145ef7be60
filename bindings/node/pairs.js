'use strict'

const { isMap } = require('node:util').types

const native = require('./native.js')

/** The keys and values of a `Map`, or of an object as `{}` makes it that is no iterable; `undefined` of anything else. */
function pairsOf(value) {
  if (isMap(value)) return [...value]
  return native.isPlain(value) && !(Symbol.iterator in value) ? Object.entries(value) : undefined
}

exports.pairsOf = pairsOf
