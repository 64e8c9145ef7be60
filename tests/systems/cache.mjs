// The same cache in Node, for the tests: `cache.mjs KIND NODES set|get` takes pairs or keys as JSON from stdin and answers in JSON.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const { HashRing } = require('../../bindings/node')

const [kind, nodes, verb] = process.argv.slice(2)
const ring = new HashRing(JSON.parse(nodes))
const clients = new Map(ring.nodes().map((name) => [name, connect(name)]))

function connect(name) {
  const [host, port] = name.split(':')
  if (kind === 'redis') {
    const Redis = require('ioredis')
    const redis = new Redis(Number(port), host)
    return { get: (key) => redis.get(key), set: (key, value) => redis.set(key, value), close: () => redis.quit() }
  }
  const memjs = require('memjs')
  const memcached = memjs.Client.create(name)
  return {
    get: async (key) => (await memcached.get(key)).value?.toString() ?? null,
    set: (key, value) => memcached.set(key, value, {}),
    close: () => memcached.close(),
  }
}

const input = JSON.parse(readFileSync(0, 'utf8'))
if (verb === 'set') {
  for (const [key, value] of input) await clients.get(ring.getNode(key)).set(key, value)
  console.log(JSON.stringify(input.length))
} else {
  const values = {}
  for (const key of input) values[key] = await clients.get(ring.getNode(key)).get(key)
  console.log(JSON.stringify(values))
}
for (const client of clients.values()) await client.close()
