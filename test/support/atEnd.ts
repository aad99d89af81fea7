import { onTestFinished, TestRunner } from 'vitest'

type Close = () => Promise<unknown>

/** What was opened outside a test, in `beforeAll`: closed after the last test of the file. */
const ofFile: Close[] = []

/**
 * Closes at the end of the test what was opened in it, and at the end of the file what was opened before its tests: last
 * opened, first closed, and after a failure too. Call it on the line after the opening.
 */
export function atEnd(close: Close): void {
  if (TestRunner.getCurrentTest()) onTestFinished(async () => void (await close()))
  else ofFile.push(close)
}

/** Runs after each file of the projects that name `closeAtEnd.setup.ts`. */
export async function closeWhatIsOpen(): Promise<void> {
  for (const close of ofFile.splice(0).toReversed()) await close()
}
