// How many threads monitors have.
import { readFileSync, readdirSync } from 'node:fs'

/** The threads of this process that are ringwise's; where nobody can say, none. */
export function threads() {
  if (process.platform !== 'linux') return 0
  return readdirSync('/proc/self/task').filter(isOurs).length
}

/** @param {string} thread */
function isOurs(thread) {
  try {
    return readFileSync(`/proc/self/task/${thread}/comm`, 'utf8').startsWith('ringwise')
  } catch {
    return false // it has just ended
  }
}
