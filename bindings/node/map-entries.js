'use strict'

const { isMap } = require('node:util').types

const native = require('./native.js')

/** Returns the entries of a `Map`, or of a plain object that is not iterable; `undefined` for anything else. */
function mapEntries(value) {
  if (isMap(value)) return [...value]
  return native.isPlain(value) && !(Symbol.iterator in value) ? Object.entries(value) : undefined
}

exports.mapEntries = mapEntries
