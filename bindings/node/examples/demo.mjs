// Places keys on nodes, and prints a digest of the placement.
//
//   node demo.mjs nodes.tsv keys.txt
//
// Each line of the first file is a node, `NAME<tab>WEIGHT<tab>ZONE`, and each line of the second is a key.
import { readFileSync } from 'node:fs'

import { HashRing } from 'ringwise'

const [nodesFile, keysFile] = process.argv.slice(2)
if (nodesFile === undefined || keysFile === undefined) throw new Error('usage: node demo.mjs nodes.tsv keys.txt')

/** @param {string} file */
const lines = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')

/** @type {Map<string, import('ringwise').NodeOptions>} */
const nodes = new Map()
for (const line of lines(nodesFile)) {
  const [name = '', weight, zone] = line.split('\t')
  nodes.set(name, { weight: Number(weight), zone: zone === '' ? null : zone })
}

// The 64-bit FNV-1a digest of the first three names of each key's list, each with a line end, then one more line end.
let digest = 0xcbf29ce484222325n
const ring = new HashRing(nodes)
for (const key of lines(keysFile)) {
  const text =
    ring
      .getNodes(key, 3)
      .map((name) => `${name}\n`)
      .join('') + '\n'
  for (const byte of Buffer.from(text)) digest = BigInt.asUintN(64, (digest ^ BigInt(byte)) * 0x100000001b3n)
}
console.log(`digest ${digest.toString(16).padStart(16, '0')}`)
