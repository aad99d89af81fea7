import { rm } from 'node:fs/promises'
import type { TestProject } from 'vitest/node'
import { buildCommands } from '../support/buildCommands.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder that the hub and the commands were built into from the sources of this run, laid out like `out/`. */
    readonly builtCommands: string
  }
}

/** Runs once before the files of the project: what is built is the same for all of them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const built = await buildCommands()
  project.provide('builtCommands', built)
  return () => rm(built, { recursive: true, force: true })
}
