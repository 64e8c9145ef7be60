'use strict'

/** How many moves are found at once: enough to share what a call costs. */
const AHEAD = 256

/** Room for moves, in rows of eight numbers: start and end, of 64 bits, rank, source and target. */
class Rows {
  #wide
  #numbers

  constructor(count) {
    this.#wide = new BigUint64Array(4 * count)
    this.#numbers = new Uint32Array(this.#wide.buffer)
  }

  /** What the native half writes to. */
  get numbers() {
    return this.#numbers
  }

  /** The move in a row, by the names that its numbers stand for. */
  move(row, sources, targets) {
    const [wide, numbers] = [4 * row, 8 * row + 4]
    return {
      start: this.#wide[wide],
      end: this.#wide[wide + 1],
      rank: this.#numbers[numbers],
      source: sources[this.#numbers[numbers + 1]] ?? null,
      target: targets[this.#numbers[numbers + 2]],
    }
  }
}

/** Room for the moves of one key. */
let room = new Rows(16)

/** What changes hands between two rings. */
class Plan {
  #plan
  #ofKey
  #iterate
  /** The names of the ring before, and of the ring after: a name keeps its number while its ring changes. */
  #sources
  #targets

  constructor(plan, sources, targets) {
    this.#plan = plan
    const { ofKey, iterate } = plan.moves()
    this.#ofKey = ofKey
    this.#iterate = iterate
    this.#sources = sources
    this.#targets = targets
    Object.freeze(Object.assign(this, plan.sums()))
  }

  *[Symbol.iterator]() {
    const next = this.#iterate()
    const rows = new Rows(AHEAD)
    try {
      for (let found = next(rows.numbers); found > 0; found = next(rows.numbers)) {
        for (let row = 0; row < found; row++) yield rows.move(row, this.#sources, this.#targets)
      }
    } finally {
      // However the loop ended, the memory goes back now.
      next(rows.numbers, true)
    }
  }

  moves(key) {
    let found = this.#ofKey(key, room.numbers)
    if (found < 0) {
      room = new Rows(room.numbers.length / 8 + Math.ceil(-found / 8))
      found = this.#ofKey(key, room.numbers)
    }
    return Array.from({ length: found }, (_, row) => room.move(row, this.#sources, this.#targets))
  }

  totals() {
    return this.#plan.totals()
  }

  toJson() {
    return this.#plan.toJson()
  }

  /** What `JSON.stringify` shows, which has no bigint: the same. */
  toJSON() {
    return JSON.parse(this.toJson())
  }

  toString() {
    return this.#plan.table()
  }
}

exports.Plan = Plan
