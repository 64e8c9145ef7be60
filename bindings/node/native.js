'use strict'

/** The platforms whose module may run here, in the order in which they are tried. On Linux the C library decides. */
const platforms = {
  linux: [`linux-${process.arch}-gnu`, `linux-${process.arch}-musl`],
  win32: [`win32-${process.arch}-msvc`],
}[process.platform] ?? [`${process.platform}-${process.arch}`]

/** Loads the native module: from this folder, or from the package of a platform. */
function load() {
  const failures = []
  for (const platform of platforms) {
    for (const module of [`./ringwise.${platform}.node`, `ringwise-${platform}`]) {
      try {
        return require(module)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  const problems = failures.map(({ message }) => message.split('\n')[0]).join('; ')
  throw new Error(`ringwise has no native module for ${platforms.join(' or ')}: ${problems}`, { cause: failures })
}

module.exports = load()
