'use strict'

/** A place on a node, to be given back once. */
class Ticket {
  #give
  #ticket

  constructor(node, give, ticket) {
    this.node = node
    this.#give = give
    this.#ticket = ticket
  }

  release() {
    const ticket = this.#ticket
    if (ticket === 0) return false
    this.#ticket = 0 // no ticket is
    return this.#give(ticket)
  }

  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {
    this.release()
  }
}

exports.Ticket = Ticket
