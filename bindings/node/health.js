'use strict'

/** Returns the health of a node as users see it. */
function toHealth({ healthy, since, reason }) {
  return { healthy, since: new Date(since), reason }
}

exports.toHealth = toHealth
