// Reports the failed tests with their errors, and the numbers of tests.
import { tap } from 'node:test/reporters'

/** @param {AsyncIterable<{ type: string }>} events */
async function* chosen(events) {
  const warnings = []
  for await (const event of events) {
    if (event.type === 'test:stderr') warnings.push(event)
    if (event.type === 'test:fail') yield* warnings.splice(0)
    if (event.type === 'test:fail' || event.type === 'test:diagnostic') yield event
  }
}

/** @param {any} events */
export default (events) => tap(/** @type {any} */ (chosen(events)))
