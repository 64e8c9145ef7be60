'use strict'

/** The number of moves that one call finds: enough to share its cost. */
const BATCH = 256

/** A buffer for moves, in rows of eight numbers: start and end, of 64 bits, rank, source and target. */
class Rows {
  #wide
  #numbers

  constructor(count) {
    this.#wide = new BigUint64Array(4 * count)
    this.#numbers = new Uint32Array(this.#wide.buffer)
  }

  /** The array that the native half writes to. */
  get numbers() {
    return this.#numbers
  }

  /** Returns the move in a row, with names in place of numbers. */
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

/** A buffer for the moves of one key. */
let buffer = new Rows(16)

/** The moves from one ring to another. */
class Plan {
  #plan
  #movesOfKey
  #iterate
  /** The names of the rings before and after, by number: a name keeps its number while its ring changes. */
  #sources
  #targets

  constructor(plan, sources, targets) {
    this.#plan = plan
    const { movesOfKey, iterate } = plan.moves()
    this.#movesOfKey = movesOfKey
    this.#iterate = iterate
    this.#sources = sources
    this.#targets = targets
    Object.freeze(Object.assign(this, plan.sums()))
  }

  *[Symbol.iterator]() {
    const next = this.#iterate()
    const rows = new Rows(BATCH)
    try {
      for (let found = next(rows.numbers); found > 0; found = next(rows.numbers)) {
        for (let row = 0; row < found; row++) yield rows.move(row, this.#sources, this.#targets)
      }
    } finally {
      // Frees the memory now, however the loop ended.
      next(rows.numbers, true)
    }
  }

  movesOf(key) {
    let found = this.#movesOfKey(key, buffer.numbers)
    if (found < 0) {
      buffer = new Rows(buffer.numbers.length / 8 + Math.ceil(-found / 8))
      found = this.#movesOfKey(key, buffer.numbers)
    }
    return Array.from({ length: found }, (_, row) => buffer.move(row, this.#sources, this.#targets))
  }

  totals() {
    return this.#plan.totals()
  }

  toJSON() {
    return JSON.parse(this.#plan.toJson())
  }

  toString() {
    return this.#plan.table()
  }
}

exports.Plan = Plan
