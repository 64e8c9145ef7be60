// Builds the native module into this folder, with cargo alone: an install needs no other tool.
'use strict'

const { execFileSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const root = path.join(__dirname, '..')

/** Runs cargo here and returns what it printed. */
function cargo(...args) {
  try {
    return execFileSync('cargo', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'inherit'] })
  } catch (error) {
    // What else went wrong, cargo has said itself.
    if (error.code === 'ENOENT') console.error('ringwise needs a Rust toolchain (1.88 or later): https://rustup.rs')
    process.exit(1)
  }
}

/** Returns this platform's name in the name of the module, as native.js looks for it. */
function platform() {
  const { platform, arch } = process
  if (platform === 'linux') {
    const glibc = process.report.getReport().header.glibcVersionRuntime
    return `linux-${arch}-${glibc ? 'gnu' : 'musl'}`
  }
  return platform === 'win32' ? `win32-${arch}-msvc` : `${platform}-${arch}`
}

/** Returns the name that cargo gives the module. */
function library() {
  return { darwin: 'libringwise_node.dylib', win32: 'ringwise_node.dll' }[process.platform] ?? 'libringwise_node.so'
}

/** Replaces a file by another inode: a process may have the old one mapped. */
function replace(from, to) {
  const fresh = `${to}.${process.pid}.new`
  fs.copyFileSync(from, fresh)
  fs.rmSync(to, { force: true })
  fs.renameSync(fresh, to)
}

const metadata = JSON.parse(cargo('metadata', '--no-deps', '--format-version', '1', '--locked'))
cargo('build', '--release', '--locked', '-p', 'ringwise-node')
replace(path.join(metadata.target_directory, 'release', library()), path.join(root, `ringwise.${platform()}.node`))

// npm leaves a symlink out of a package, so it gets a copy.
const license = path.join(root, '..', '..', 'LICENSE')
if (fs.existsSync(license)) replace(license, path.join(root, 'LICENSE'))
