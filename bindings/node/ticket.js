'use strict'

/** A place on a node, which can be released once. */
class Ticket {
  #release
  #ticket

  constructor(node, release, ticket) {
    this.node = node
    this.#release = release
    this.#ticket = ticket
  }

  release() {
    const ticket = this.#ticket
    if (ticket === 0) return false
    this.#ticket = 0 // not a ticket
    return this.#release(ticket)
  }

  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {
    this.release()
  }
}

exports.Ticket = Ticket
