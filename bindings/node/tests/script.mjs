// Reads and plays golden vectors: the records of tests/README.md, at the root of the project.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

import { HashRing } from 'ringwise'

/** The folder of the vectors and their data. An environment variable names it for a package outside the tree. */
const folder = process.env['RINGWISE_TESTS'] ?? fileURLToPath(new URL('../../../tests', import.meta.url))

/** Returns the text of a file, which may be compressed by gzip.
 * @param {string} file */
export function read(file) {
  const bytes = readFileSync(path.join(folder, file))
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
}

/** Returns the first `count` real keys.
 * @param {number} count */
export const realKeys = (count) => read('data/package-names.txt').split('\n').slice(0, count)

/** Returns the digest of a ring over keys, which tests/README.md defines.
 * @param {HashRing} ring
 * @param {string[]} keys */
export function digest(ring, keys) {
  // Two halves of 32 bits: a bigint for each byte would take most of the test's time.
  let [high, low] = [0xcbf29ce4, 0x84222325]
  for (const key of keys) {
    const names = ring.getNodes(key, 3).map((name) => `${name}\n`)
    for (const byte of Buffer.from(names.join('') + '\n')) {
      low = (low ^ byte) >>> 0
      // The prime is 2^40 + 0x1b3.
      const product = low * 0x1b3
      high = (Math.imul(high, 0x1b3) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0
      low = product >>> 0
    }
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0')
}

/** One line of a script: its fields, of which the first is the kind. */
export class Record {
  /** @param {string} line
   * @param {number} number */
  constructor(line, number) {
    this.fields = line.split('\t')
    this.where = `line ${number}`
  }

  /** Returns the records of a file, without its notes.
   * @param {string} file */
  static all(file) {
    const records = read(file)
      .split('\n')
      .map((line, i) => new Record(line, i + 1))
    return records.filter(({ kind }) => kind !== '' && !kind.startsWith('#'))
  }

  get kind() {
    return this.field(0)
  }

  /** @param {number} i */
  field(i) {
    return this.fields[i] ?? ''
  }

  /** Returns a name, an identity or a zone.
   * @param {number} i */
  text(i) {
    const field = this.field(i)
    return field.startsWith('hex:') ? Buffer.from(field.slice(4), 'hex').toString() : field
  }

  /** @param {number} from */
  texts(from) {
    return this.fields.slice(from).map((_, i) => this.text(from + i))
  }

  /** @param {number} i */
  bytes(i) {
    return Buffer.from(this.field(i), 'hex')
  }

  /** Returns the option of an `option` record, under its name in JavaScript. */
  option() {
    const name = this.field(1).replace(/_([a-z])/g, (_, letter) => letter.toUpperCase())
    return { [name]: optionValue(this.field(2)) }
  }

  /** Returns the name and the options of a `node` or `add` record.
   * @returns {[string, import('ringwise').NodeOptions]} */
  node() {
    const [vnodes, points] = [this.field(5), this.field(6)]
    return [
      this.text(1),
      {
        weight: Number(this.field(2)),
        zone: this.text(3) || null,
        identity: this.text(4) || null,
        vnodes: vnodes === '' ? undefined : Number(vnodes),
        points: points === '' ? undefined : points === '-' ? [] : points.split(',').map(BigInt),
      },
    ]
  }
}

/** Returns the value of an option: an integer, a boolean for yes or no, a map of integers, or else a text.
 * @param {string} text */
function optionValue(text) {
  if (/^-?\d+$/.test(text)) return Number(text)
  if (text === 'true' || text === 'false') return text === 'true'
  const pairs = text.split(',').map((pair) => pair.split('='))
  if (pairs.every(([, integer]) => /^\d+$/.test(integer ?? ''))) return Object.fromEntries(pairs.map(([name, integer]) => [name, Number(integer)]))
  return text
}

/** Plays a script against rings, and counts its records by kind. */
export class Player {
  #keys = realKeys(1000)
  /** @type {Map<string, import('ringwise').NodeOptions>} */
  #nodes = new Map()
  /** @type {{ [name: string]: unknown }} */
  #options = {}
  /** @type {HashRing | undefined} */
  #ring
  /** The tickets of this case, in order.
   * @type {Array<import('ringwise').Ticket | null>} */
  #tickets = []
  /** @type {{ [kind: string]: number }} */
  counts = {}

  /** @param {string} file */
  play(file) {
    const records = Record.all(file)
    for (let i = 0; i < records.length;) i += this.#step(records, i)
    return this.counts
  }

  /** Plays the records from `i` that belong together, and returns their number.
   * @param {Record[]} records
   * @param {number} i */
  #step(records, i) {
    const record = /** @type {Record} */ (records[i])
    this.counts[record.kind] = (this.counts[record.kind] ?? 0) + 1
    switch (record.kind) {
      case 'profile':
        this.#nodes = new Map()
        this.#options = { profile: record.field(1) }
        this.#ring = undefined
        this.#tickets = []
        return 1
      case 'option':
        Object.assign(this.#options, record.option())
        return 1
      case 'node':
        assert.equal(this.#ring, undefined, record.where)
        this.#nodes.set(...record.node())
        return 1
      case 'point':
        return this.#points(records, i)
      case 'key':
        this.#key(record)
        return 1
      case 'walk':
        this.#walk(record)
        return 1
      case 'down':
        this.ring.markNodeUnhealthy(record.text(1))
        return 1
      case 'up':
        this.ring.markNodeHealthy(record.text(1))
        return 1
      case 'healthy':
        this.#healthy(record)
        return 1
      case 'acquire':
        this.#acquire(record)
        return 1
      case 'release':
        this.#release(record)
        return 1
      case 'load':
        assert.equal(this.ring.loads().get(record.text(1)), Number(record.field(2)), record.where)
        return 1
      case 'digest':
        assert.equal(digest(this.ring, this.#keys), record.field(1), record.where)
        return 1
      default:
        return this.#edit(records, i)
    }
  }

  /** The ring of this case, made on first use. */
  get ring() {
    this.#ring ??= new HashRing(this.#nodes, this.#options)
    return this.#ring
  }

  /** @param {Record[]} records
   * @param {number} i */
  #points(records, i) {
    const end = records.findIndex((record, j) => j > i && record.kind !== 'point')
    const points = records.slice(i, end < 0 ? undefined : end)
    const expected = points.map((record) => [BigInt(`0x${record.field(1)}`), record.text(2)])
    assert.deepEqual(this.ring.points(), expected, points[0]?.where)
    this.counts['point'] = (this.counts['point'] ?? 0) + points.length - 1
    return points.length
  }

  /** @param {Record} record */
  #key(record) {
    const [key, names] = [record.bytes(1), record.texts(2)]
    assert.deepEqual(this.ring.getNodes(key, names.length), names, record.where)
    assert.equal(this.ring.getNode(key), names[0] ?? null, record.where)
    // A key that is text is the same key as its bytes.
    const text = key.toString()
    if (Buffer.from(text).equals(key)) assert.deepEqual(this.ring.getNodes(text, names.length), names, record.where)
  }

  /** @param {Record} record */
  #walk(record) {
    const [key, names] = [record.bytes(1), record.texts(2)]
    this.#key(record)
    assert.deepEqual(this.ring.getNodes(key, names.length + 3), names, record.where)
    assert.deepEqual([...this.ring.iterNodes(key)], names, record.where)
  }

  /** @param {Record} record */
  #healthy(record) {
    const [key, names] = [record.bytes(1), record.texts(2)]
    for (let n = 0; n <= names.length; n++) assert.deepEqual(this.ring.getHealthyNodes(key, n), names.slice(0, n), record.where)
    assert.deepEqual(this.ring.getHealthyNodes(key, names.length + 3), names, record.where)
    assert.equal(this.ring.getNodeWithFallback(key), names[0] ?? null, record.where)
  }

  /** @param {Record} record */
  #acquire(record) {
    const [name = null] = record.texts(2)
    const ticket = this.ring.acquire(record.bytes(1))
    assert.equal(ticket?.node ?? null, name, record.where)
    this.#tickets.push(ticket)
  }

  /** @param {Record} record */
  #release(record) {
    const ticket = this.#tickets[Number(record.field(1))]
    assert(ticket !== undefined, record.where)
    assert.equal(ticket?.release() ?? false, record.field(2) === 'yes', record.where)
  }

  /** Makes an edit, and checks that it fails if the next record says so.
   * @param {Record[]} records
   * @param {number} i */
  #edit(records, i) {
    const record = /** @type {Record} */ (records[i])
    const { ring } = this
    let next = i + 1
    /** @type {() => unknown} */
    let edit
    switch (record.kind) {
      case 'add':
        edit = () => ring.addNode(...record.node())
        break
      case 'remove':
        edit = () => ring.removeNode(record.text(1))
        break
      case 'weight':
        edit = () => ring.setWeight(record.text(1), Number(record.field(2)))
        break
      case 'replace':
        edit = () => ring.replaceNode(record.text(1), record.text(2))
        break
      case 'set': {
        const end = records.findIndex(({ kind }, j) => j > i && kind === 'end')
        const entries = records.slice(next, end).map((node) => node.node())
        const nodes = new Map(entries)
        // A Map cannot name a node twice; a list of names can.
        edit = () => ring.setNodes(nodes.size === entries.length ? nodes : entries.map(([name]) => name))
        next = end + 1
        break
      }
      default:
        assert.fail(`${record.where}: no record ${record.kind}`)
    }
    const failure = records[next]?.kind === 'fails' ? records[next] : undefined
    if (failure === undefined) {
      edit()
      return next - i
    }
    this.counts['fails'] = (this.counts['fails'] ?? 0) + 1
    const before = ring.clone()
    assert.throws(edit, { name: 'Error', code: failure.field(1) }, record.where)
    assert(ring.equals(before), `${record.where}: a failed edit changed the ring`)
    return next + 1 - i
  }
}
