'use strict'

/** The part of the key space that each node holds, by name. */
class Shares extends Map {
  constructor({ total, shares }) {
    super(shares.map((share) => [share.name, toShare(share)]))
    this.total = total
  }
}

/** Returns a share as users see it, with all its ranks. */
function toShare({ parts, byRank, ranks, fraction, fair }) {
  return { parts, byRank: byRank.concat(new Array(ranks - byRank.length).fill(0n)), fraction, fair }
}

exports.Shares = Shares
