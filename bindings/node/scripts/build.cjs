// Builds the native module into the package's folder, with cargo alone: an install needs no other tool.
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
    // Any other failure has been reported by cargo itself.
    if (error.code === 'ENOENT') console.error('ringwise needs a Rust toolchain (1.88 or later): https://rustup.rs')
    process.exit(1)
  }
}

/** Returns the name of this platform, by which native.js looks for the module. */
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

/** Replaces a file by a new inode, because a process may have the old one mapped. */
function replace(from, to) {
  const fresh = `${to}.${process.pid}.new`
  fs.copyFileSync(from, fresh)
  fs.rmSync(to, { force: true })
  fs.renameSync(fresh, to)
}

const metadata = JSON.parse(cargo('metadata', '--no-deps', '--format-version', '1', '--locked'))
cargo('build', '--release', '--locked', '-p', 'ringwise-node')
replace(path.join(metadata.target_directory, 'release', library()), path.join(root, `ringwise.${platform()}.node`))

// npm packs no symlinks, so the package gets a copy.
const license = path.join(root, '..', '..', 'LICENSE')
if (fs.existsSync(license)) replace(license, path.join(root, 'LICENSE'))
