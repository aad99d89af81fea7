import { afterAll } from 'vitest'
import { closeWhatIsOpen } from './atEnd.ts'

// First of all hooks, so that it runs last.
afterAll(closeWhatIsOpen)
