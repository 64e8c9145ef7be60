// Packs the package, installs the tarball into an empty project outside the tree, and uses it there in every supported
// way.
'use strict'

const assert = require('node:assert/strict')
const { execFileSync } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const root = path.join(__dirname, '..')
const project = fs.mkdtempSync(path.join(os.tmpdir(), 'ringwise-package-'))

/** Runs a program in the project, and shows its output only if it fails. */
function run(file, args, { cwd = project, env = {} } = {}) {
  return execFileSync(file, args, { cwd, encoding: 'utf8', env: { ...process.env, ...env }, shell: process.platform === 'win32' })
}

const write = (file, text) => fs.writeFileSync(path.join(project, file), text)
const copy = (file) => fs.copyFileSync(path.join(root, file), path.join(project, path.basename(file)))
const npm = (...args) => run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'])

const checks = {
  'the tarball holds what it should, and no more'() {
    const [{ filename, files }] = JSON.parse(
      run('npm', ['pack', '--json', '--loglevel=error', '--pack-destination', project], { cwd: root }),
    )
    const names = files.map(({ path }) => path).filter((name) => !/^ringwise\..*\.node$/.test(name))
    assert.deepEqual(names.sort(), [
      'LICENSE',
      'README.md',
      'health.js',
      'index.d.ts',
      'index.js',
      'map-entries.js',
      'monitor.js',
      'native.js',
      'package.json',
      'plan.js',
      'shares.js',
      'ticket.js',
    ])
    assert.equal(files.length, names.length + 1)
    fs.renameSync(path.join(project, filename), path.join(project, 'ringwise.tgz'))
  },

  'it installs into an empty project, and runs nothing'() {
    write('package.json', '{ "private": true }')
    npm('install', '--ignore-scripts', './ringwise.tgz')
    assert.deepEqual(
      fs.readdirSync(path.join(project, 'node_modules')).filter((name) => !name.startsWith('.')),
      ['ringwise'],
    )
  },

  CommonJS() {
    write('common.cjs', "const { HashRing } = require('ringwise')\nconsole.log(new HashRing(['a']).getNode('foo'))\n")
    assert.equal(run('node', ['common.cjs']), 'a\n')
  },

  'ESM, by its examples'() {
    copy('examples/quickstart.mjs')
    assert.equal(run('node', ['quickstart.mjs']), "cache-1\n[ 'cache-1', 'cache-3' ]\n")
  },

  'the vectors'() {
    for (const file of ['script.mjs', 'vectors.test.mjs', 'cases.mjs', 'profile-vectors.test.mjs']) copy(`tests/${file}`)
    const output = run('node', ['--test', '--test-reporter=tap', 'vectors.test.mjs', 'profile-vectors.test.mjs'], {
      env: { RINGWISE_TESTS: path.join(root, '../../tests') },
    })
    // Five for the vectors made by references, one for each file of other systems' placements, and one for their number.
    assert.match(output, /^# pass 60$/m)
  },

  'TypeScript, strict, with the types of Node and without'() {
    write(
      'program.mts',
      `import { once, type EventEmitter } from 'node:events'

import { HashRing, HealthMonitor, jumpHash, profiles, type Changes, type Comparison, type Distribution, type ErrorCode, type Health, type Key, type MonitorEvents, type Move, type Node, type Plan, type Profile, type Range, type Shares, type Stats, type Ticket } from 'ringwise'

interface Meta { port: number }

using ring = new HashRing<Meta>({ a: { weight: 2, zone: 'x', meta: { port: 1 } }, b: 1 }, { vnodes: 100, zones: 'strict' })
const key: Key = new Uint8Array([1, 2])
const owner: string | null = ring.getNode(key)
const port: number | undefined = ring.node('a').meta?.port
const changes: Changes = ring.setNodes(['a', 'c'])
const node: Node<Meta> = ring.node('a')
const copies: HashRing<Meta>[] = [new HashRing(ring, ring.options), new HashRing(['b', node]), new HashRing({ a: node }), new HashRing(ring.toJSON().nodes)]
const position: bigint | undefined = ring.points()[0]?.[0]
const code: ErrorCode = 'CLOSED'
for (const name of ring.iterNodes('foo')) console.log(name, owner, port, changes.added, copies, position, code)

const profile: Profile | undefined = profiles()[0]
const fleet = new HashRing<Meta>(ring.nodes(), { profile: 'libmemcached_ketama', hash: 'md5', pointHash: undefined })
const { kept, pairs }: Comparison = fleet.compare(ring, [key, 'foo'])
const tokens: bigint[] | undefined = new HashRing({ a: { points: [1, 2n, '3'] } }, { profile: 'cassandra', replication: new Map([['x', 1]]) }).node('a').points
console.log(profile, fleet.options.pointHash?.length, kept, pairs[0]?.from, tokens, jumpHash(1n, 2), fleet.explain(), fleet.toJSON().nodes[0]?.identity)

const shares: Shares = ring.shares(2)
const parts: bigint | undefined = shares.get('a')?.byRank[0]
const stats: Stats = HashRing.fromBytes(fleet.toBytes(), { replicationFactor: 3 }).stats()
const ranges: Range[] = HashRing.fromJson(JSON.stringify(ring)).ranges('a')
const plan: Plan = ring.plan(new HashRing(ring, { cap: 105 }), 2)
for (const move of plan) {
  const { source, target, start }: Move = move
  console.log(source?.length, target, start + plan.moved, \`\${plan}\`)
}
const { counts, pValue }: Distribution = ring.analyzeDistribution(['foo', key])
const groups: Map<string | null, string[]> = ring.group(['foo'])
console.log(shares.total, parts, stats.overCap, ranges, plan.totals()[0]?.parts, plan.toJSON().moves, plan.movesOf(key)[0]?.rank, counts, pValue, groups, ring.forecast(['a']), ring.fingerprint())

await using monitor: EventEmitter<MonitorEvents> & HealthMonitor = new HealthMonitor(ring, { probe: async (node) => node !== 'a', intervalMs: 100 })
monitor.on('down', (node, { since, reason }) => console.log(node.length, since.getTime(), reason?.length)).start()
const [name, health]: [string, Health] = (await once(monitor, 'up')) as [string, Health]
{
  using ticket: Ticket | null = ring.acquire(key)
  console.log(ticket?.node, name, health.healthy, ring.health().get('a')?.since, ring.health('a').healthy, ring.loads().get('a'), ring.load('a'))
}

// @ts-expect-error: a node is named
monitor.on('down', (node: number) => node)
// @ts-expect-error: up comes with a node and its health
monitor.emit('up', 'a')
// @ts-expect-error: times are in milliseconds, and say so
new HealthMonitor(ring, { interval: 5 })
// @ts-expect-error: a number is not a key
ring.getNode(1)
// @ts-expect-error: there is no such option
new HashRing([], { vnode: 1 })
// @ts-expect-error: a snapshot has its own options
HashRing.fromBytes(fleet.toBytes(), { vnodes: 1 })
// @ts-expect-error: shares are read-only
shares.set('a', shares.get('b'))
// @ts-expect-error: there is no such profile
new HashRing([], { profile: 'ketma' })
// @ts-expect-error: it is tableSize
new HashRing([], { table_size: 251 })
// @ts-expect-error: a weight is a number
ring.setWeight('a', '1')
`,
    )
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc')
    const options = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2022', '--module', 'nodenext']
    const types = path.join(root, 'node_modules/@types')
    run('node', [tsc, ...options, '--types', 'node', '--typeRoots', types, 'program.mts'])
    write(
      'lone.ts',
      "import { HashRing, HealthMonitor } from 'ringwise'\nexport const owner: string | null = new HashRing(['a']).getNode('foo')\nnew HealthMonitor(new HashRing(['a:1']), { onChange: (node) => node.length }).start().stop()\n",
    )
    // Without the types of Node, HealthMonitor has no base class, and so no method `on`.
    run('node', [tsc, ...options, '--skipLibCheck', 'lone.ts'])
  },

  'what is no part of the package cannot be required'() {
    write('inner.cjs', "require('ringwise/native.js')\n")
    assert.throws(() => run('node', ['inner.cjs']), /ERR_PACKAGE_PATH_NOT_EXPORTED/)
  },
}

let failed = 0
for (const [name, check] of Object.entries(checks)) {
  try {
    check()
    console.log(`ok: ${name}`)
  } catch (error) {
    failed += 1
    console.log(`FAILED: ${name}\n${error.stdout ?? ''}${error.stderr ?? ''}${error.stack}`)
    break // what follows needs it
  }
}
fs.rmSync(project, { recursive: true, force: true })
console.log(`checks: ${failed === 0 ? Object.keys(checks).length : 0} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
