'use strict'

/** What each node holds of the key space, by its name. */
class Shares extends Map {
  constructor({ total, shares }) {
    super(shares.map((share) => [share.name, shown(share)]))
    this.total = total
  }
}

/** A share as users see it, with all its ranks. */
function shown({ parts, byRank, ranks, fraction, fair }) {
  return { parts, byRank: byRank.concat(new Array(ranks - byRank.length).fill(0n)), fraction, fair }
}

exports.Shares = Shares
