'use strict'

const { EventEmitter } = require('node:events')
const { clearInterval, setInterval } = require('node:timers')
const { inspect } = require('node:util')

const native = require('./native.js')
const { pairsOf } = require('./pairs.js')

/** What only a ring can give, and gives its monitors alone: its native half, and the set of its monitors that run. */
let inside

/** Lets monitors look inside rings. */
function befriend(look) {
  inside = look
}

/** The monitors that are being stopped: what each keeps the process alive with until somebody knows what still hangs. */
const stopping = new Map()

class HealthMonitor extends EventEmitter {
  #monitor
  /** The ring's monitors that run. It keeps them: nobody else may. */
  #running
  #probe
  /** Who waits for which stop. */
  #stops = new Map()
  #stopCount = 0
  #lastStop

  constructor(ring, settings = {}) {
    // So that a listener which is an async function may fail like another.
    super({ captureRejections: true })
    const { ring: nativeRing, monitors } = inside(ring)
    // What is judged is what is kept: each is read once.
    const own = native.isPlain(settings) ? { ...settings } : settings
    this.#monitor = new native.Monitor(nativeRing, own, addressPairs(own?.addresses), teller(new WeakRef(this), HealthMonitor.#told))
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
    if (!stopping.has(this)) stopping.set(this, endless())
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

  /** What `console.log` shows. */
  [inspect.custom]() {
    return `HealthMonitor(${this.running ? 'running' : 'stopped'})`
  }

  /** What becomes of a listener's rejection. */
  [EventEmitter.captureRejectionSymbol ?? Symbol.for('nodejs.rejection')](error, event) {
    if (event === 'error') warn(error)
    else this.#report(error)
  }

  /** Takes what the native half tells. */
  static #told(weak, message) {
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

  /** Probes a node and says what came of it. It must not hold the monitor: a probe may take for ever. */
  static async #answer(weak, probe, { number, node }) {
    let reason = null
    try {
      if ((await probe(node)) === false) reason = 'the probe returned false'
    } catch (error) {
      reason = reasonOf(error)
    }
    weak.deref()?.#monitor.answer(number, reason)
  }

  #changed({ name, healthy, since, reason }) {
    const health = { healthy, since: new Date(since), reason }
    for (const event of ['change', healthy ? 'up' : 'down']) {
      try {
        this.emit(event, name, health)
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

  /** Says that a listener failed, which is no reason to stop. */
  #report(error) {
    if (this.listenerCount('error') === 0) return warn(error)
    try {
      this.emit('error', error)
    } catch (another) {
      warn(another)
    }
  }
}

/** A timer that keeps the process alive until it is cleared. */
function endless() {
  return setInterval(() => {}, 2 ** 30)
}

/** A function that does not keep the monitor alive. */
function teller(weak, told) {
  return (message) => told(weak, message)
}

function addressPairs(addresses) {
  if (addresses === undefined || addresses === null) return []
  return pairsOf(addresses) ?? native.refuseType('addresses', addresses, 'a Map or an object of addresses is needed')
}

/** What to say of a value that was thrown, whatever it is. */
function reasonOf(error) {
  try {
    const text = typeof error === 'object' && error !== null ? error.message || error.code || error.name : error
    return String(text ?? inspect(error))
  } catch {
    return 'what was thrown cannot be shown'
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
exports.befriend = befriend
