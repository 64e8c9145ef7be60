// Compares rings with recorded placements of other systems: the cases of tests/vectors/profiles, at the root of the
// project.
import assert from 'node:assert/strict'

import { HashRing, cassandraToken, guavaConsistentHash, jumpHash, redisSlot } from 'ringwise'

import { Record } from './script.mjs'

/** @typedef {import('ringwise').Ticket | null} Ticket */

/** The files of the cases, under vectors/profiles and without their endings. */
export function files() {
  const manifest = Record.all('vectors/profiles/manifest.tsv')
  return [...new Set(manifest.filter((line) => line.field(2) !== '-').map((line) => line.kind))]
}

/** The index of the first field after the question. */
const FIRST = new Map([
  ['grouped_owners', 3],
  ['grouped_lists', 3],
  ['acquires', 3],
  ['releases', 1],
  ['entries', 1],
  ['loads', 1],
])

/** The answers of a system for the keys of a list, one field for each key. */
class Answers {
  /** @param {Record} record
   * @param {Buffer[][]} keysets */
  constructor(record, keysets) {
    this.kind = record.kind
    this.record = record
    const first = FIRST.get(record.kind) ?? 2
    this.fields = record.fields.slice(first)
    // The last field before the answers is the number of keys, or for acquires the number of the first key.
    const number = record.field(this.kind.startsWith('grouped') ? 2 : 1)
    this.keys = first === 1 ? [] : /** @type {Buffer[]} */ (keysets[Number(number)])
    if (this.kind === 'acquires') this.keys = this.keys.slice(Number(record.field(2)))
  }

  /** Returns the answers of a ring in the same form. For keys that the system was not asked, it repeats the file.
   * @param {(key: import('ringwise').Key, expected: string, place: number) => string} answer */
  check(answer) {
    const got = this.fields.map((expected, i) => (expected === '-' ? '-' : answer(either(/** @type {Buffer} */ (this.keys[i])), expected, i)))
    assert.deepEqual(got, this.fields, this.kind)
  }
}

/** Returns a key as text if it is valid UTF-8, or else as bytes.
 * @param {Buffer} bytes */
function either(bytes) {
  const text = bytes.toString()
  return Buffer.from(text).equals(bytes) ? text : bytes
}

/** One case of a file: members, and the owners of keys. */
export class Case {
  profile = ''
  /** @type {{ [name: string]: unknown }} */
  options = {}
  /** @type {import('ringwise').NodeLike[]} */
  nodes = []
  /** @type {string[]} */
  down = []
  /** @type {string[]} */
  ranges = []
  /** @type {Answers[]} */
  answers = []

  /** @param {string} number */
  constructor(number) {
    this.number = number
  }

  /** Reads all cases of a file.
   * @param {string} file */
  static all(file) {
    /** @type {Buffer[][]} */
    const keysets = []
    /** @type {Case[]} */
    const cases = []
    for (const record of Record.all(`vectors/profiles/${file}.tsv.gz`)) {
      if (record.kind === 'keys') keysets.push([])
      else if (record.kind === 'k') keysets.at(-1)?.push(record.bytes(1))
      else if (record.kind === 'case') cases.push(new Case(record.field(1)))
      else cases.at(-1)?.read(record, keysets)
    }
    return cases
  }

  /** @param {Record} record
   * @param {Buffer[][]} keysets */
  read(record, keysets) {
    switch (record.kind) {
      case 'profile':
        this.profile = record.field(1)
        break
      case 'option':
        Object.assign(this.options, record.option())
        break
      case 'node': {
        const [name, options] = record.node()
        this.nodes.push({ name, ...options })
        break
      }
      case 'down':
        this.down.push(record.text(1))
        break
      case 'ranges':
        this.ranges = record.texts(1)
        break
      default:
        this.answers.push(new Answers(record, keysets))
    }
  }

  /** The number of placements and of lists. */
  counts() {
    const counts = { placements: 0, lists: 0 }
    for (const { kind, fields } of this.answers) {
      if (['lists', 'grouped_lists', 'retries'].includes(kind)) counts.lists += fields.filter((field) => field !== '-').length
      if (['owners', 'fallback', 'acquires', 'grouped_owners', 'results'].includes(kind)) counts.placements += fields.length
    }
    return counts
  }

  /** The ring of this case. */
  ring() {
    return new HashRing(this.nodes, /** @type {any} */ ({ profile: this.profile, ...this.options }))
  }

  /** Compares the system's answers with those of ringwise. */
  check() {
    if (this.nodes.length === 0) {
      for (const answers of this.answers) this.#checkFunction(answers)
      return
    }
    const ring = this.ring()
    for (const name of this.down) ring.markNodeUnhealthy(name)
    /** @type {Ticket[]} */
    const tickets = []
    for (const answers of this.answers) this.#checkRing(answers, ring, tickets)
  }

  /** @param {Answers} answers
   * @param {HashRing} ring
   * @param {Ticket[]} tickets */
  #checkRing(answers, ring, tickets) {
    const numbers = new Map(this.nodes.map(({ name }, i) => [name, String(i)]))
    const number = (/** @type {string | null | undefined} */ name) => numbers.get(name ?? '') ?? '-'
    const text = (/** @type {string[]} */ list) => list.map(number).join(',')
    const grouped = (/** @type {import('ringwise').Key} */ key, /** @type {number} */ length) => {
      const centres = answers.record.field(1).split(',')
      const centre = (/** @type {string} */ name) => centres.indexOf(ring.node(name).zone?.split('/')[0] ?? '')
      return ring.getNodes(key, length).sort((a, b) => centre(a) - centre(b))
    }
    switch (answers.kind) {
      case 'owners':
        answers.check((key) => number(ring.getNode(key)))
        assert.deepEqual(ring.getNodeBatch(answers.keys.slice(0, answers.fields.length)).map(number), answers.fields, 'a batch')
        break
      case 'fallback':
        answers.check((key) => number(ring.getNodeWithFallback(key)))
        break
      case 'lists':
        answers.check((key, expected) => text(ring.getNodes(key, length(expected))))
        break
      case 'grouped_owners':
        answers.check((key) => text(grouped(key, ring.size).slice(0, 1)))
        break
      case 'grouped_lists':
        answers.check((key, expected) => text(grouped(key, length(expected))))
        break
      case 'retries':
        answers.check((key, expected) => text(ring.retryNodes(key).slice(0, length(expected))))
        break
      case 'acquires':
        answers.check((key) => number(tickets[tickets.push(ring.acquire(key)) - 1]?.node))
        break
      case 'releases':
        for (const field of answers.fields) assert.equal(tickets[Number(field)]?.release(), true, `acquire ${field}`)
        break
      case 'entries':
        assert.deepEqual(
          ring.points().map(([, name]) => number(name)),
          answers.fields,
        )
        break
      case 'loads': {
        const loads = ring.loads()
        assert.deepEqual(
          this.nodes.map(({ name }) => String(loads.get(name))),
          answers.fields,
        )
        break
      }
      default:
        assert.fail(`no record ${answers.kind}`)
    }
  }

  /** @param {Answers} answers */
  #checkFunction(answers) {
    assert.equal(answers.kind, 'results')
    const buckets = Number(this.options['buckets'])
    const bytes = (/** @type {number} */ i) => /** @type {Buffer} */ (answers.keys[i])
    switch (this.profile) {
      case 'jump_hash':
        answers.check((_, __, i) => String(jumpHash(bytes(i).readBigUInt64BE(), buckets)))
        break
      case 'guava_consistent_hash':
        answers.check((_, __, i) => String(guavaConsistentHash(bytes(i).readBigUInt64BE(), buckets)))
        break
      case 'cassandra_token':
        answers.check((key) => String(cassandraToken(key)))
        break
      case 'redis_slot':
        answers.check((key) => {
          const slot = redisSlot(key)
          if (this.ranges.length === 0) return String(slot)
          return String(this.ranges.findIndex((range) => range.split(',').some((part) => within(part, slot))))
        })
        break
      default:
        assert.fail(`no function ${this.profile}`)
    }
  }
}

/** @param {string} list */
const length = (list) => list.split(',').length

/** Returns whether a range, `first-last` or one slot, contains a slot.
 * @param {string} range
 * @param {number} slot */
function within(range, slot) {
  const [first = '', last = first] = range.split('-')
  return Number(first) <= slot && slot <= Number(last)
}
