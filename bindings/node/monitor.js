'use strict'

const { EventEmitter } = require('node:events')
const { clearInterval, setInterval } = require('node:timers')
const { inspect } = require('node:util')

const { toHealth } = require('./health.js')
const { mapEntries } = require('./map-entries.js')
const native = require('./native.js')

/** Returns the internals of a ring, which it shares with its monitors alone: its native half, and the set of its running monitors. */
let internalsOf

/** Gives monitors access to the internals of rings. */
function shareInternals(getter) {
  internalsOf = getter
}

/** The monitors that are stopping, each with the timer that keeps the process alive until the stop has finished. */
const stopping = new Map()

class HealthMonitor extends EventEmitter {
  #monitor
  /** The ring's running monitors. The ring keeps them alive, because the user may not hold them. */
  #running
  #probe
  /** The function that resolves each stop, by its number. */
  #stops = new Map()
  #stopCount = 0
  #lastStop

  constructor(ring, settings = {}) {
    // A rejection of an async listener is reported as a throw of any other.
    super({ captureRejections: true })
    const { ring: nativeRing, monitors } = internalsOf(ring)
    // Reads each setting once: the value that is checked is the value that is used.
    const own = native.isPlain(settings) ? { ...settings } : settings
    this.#monitor = new native.Monitor(nativeRing, own, addressEntries(own?.addresses), weakReceiver(new WeakRef(this), HealthMonitor.#receive))
    this.#running = monitors
    this.#probe = own.probe
    if (own.onChange) this.on('change', own.onChange)
  }

  start() {
    this.#monitor.start()
    this.#running.add(this)
    return this
  }

  async stop() {
    if (!this.running) return this.#lastStop ?? []
    this.#running.delete(this)
    const number = ++this.#stopCount
    this.#monitor.stop(number)
    if (!stopping.has(this)) stopping.set(this, keepAlive())
    this.#lastStop = new Promise((resolve) => this.#stops.set(number, resolve))
    return this.#lastStop
  }

  get running() {
    return this.#monitor.running()
  }

  // Not every Node 20 has the symbols.
  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {
    this.stop()
  }

  async [Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]() {
    await this.stop()
  }

  /** Returns what `console.log` shows. */
  [inspect.custom]() {
    return `HealthMonitor(${this.running ? 'running' : 'stopped'})`
  }

  /** Handles the rejection of a listener. */
  [EventEmitter.captureRejectionSymbol ?? Symbol.for('nodejs.rejection')](error, event) {
    if (event === 'error') warn(error)
    else this.#report(error)
  }

  /** Receives a message of the native half. */
  static #receive(weak, message) {
    const monitor = weak.deref()
    if (monitor === undefined) return
    if (message.what === 'Probe') {
      HealthMonitor.#answer(weak, monitor.#probe, message)
    } else if (message.what === 'Change') {
      monitor.#changed(message.health)
    } else {
      monitor.#stopped(message.number, message.hanging)
    }
  }

  /** Probes a node, and answers with the outcome. It must not hold the monitor, because a probe may never settle. */
  static async #answer(weak, probe, { number, node }) {
    let reason = null
    try {
      if ((await probe(node)) === false) reason = 'the probe returned false'
    } catch (error) {
      reason = reasonOf(error)
    }
    weak.deref()?.#monitor.answer(number, reason)
  }

  #changed(change) {
    const health = toHealth(change)
    for (const event of ['change', health.healthy ? 'up' : 'down']) {
      try {
        this.emit(event, change.name, health)
      } catch (error) {
        this.#report(error)
      }
    }
  }

  #stopped(number, hanging) {
    const resolve = this.#stops.get(number)
    this.#stops.delete(number)
    if (this.#stops.size === 0) {
      clearInterval(stopping.get(this))
      stopping.delete(this)
      this.#lastStop = undefined
      if (!this.running) this.#monitor.forget()
    }
    resolve(hanging)
  }

  /** Reports that a listener failed. Monitoring goes on. */
  #report(error) {
    if (this.listenerCount('error') === 0) return warn(error)
    try {
      this.emit('error', error)
    } catch (another) {
      warn(another)
    }
  }
}

/** Returns a timer that keeps the process alive until it is cleared. */
function keepAlive() {
  return setInterval(() => {}, 2 ** 30)
}

/** Returns a function that passes messages on without keeping the monitor alive. */
function weakReceiver(weak, receive) {
  return (message) => receive(weak, message)
}

function addressEntries(addresses) {
  if (addresses === undefined || addresses === null) return []
  return mapEntries(addresses) ?? native.refuseType('addresses', addresses, 'a Map or an object of addresses is needed')
}

/** Returns the text for a thrown value, whatever it is. */
function reasonOf(error) {
  try {
    const text = typeof error === 'object' && error !== null ? error.message || error.code || error.name : error
    return String(text ?? inspect(error))
  } catch {
    return 'the thrown value cannot be shown'
  }
}

function warn(error) {
  let detail
  try {
    detail = inspect(error)
  } catch {
    detail = undefined
  }
  process.emitWarning(`a listener of a health monitor failed: ${reasonOf(error)}`, { type: 'RingwiseWarning', detail })
}

exports.HealthMonitor = HealthMonitor
exports.shareInternals = shareInternals
