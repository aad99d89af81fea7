import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const node = { environment: 'node' as const }

export default defineConfig({
  test: {
    // Every core, where vitest leaves one idle: on two cores that would be half of them. Files of all projects share them.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          ...node,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/hub/**', 'test/e2e/**'],
          // They keep nothing in their modules, so that a process can run many files: starting one for each took a third of the time.
          isolate: false,
          // A busy machine is no failure.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...node,
          name: 'hub',
          include: ['test/hub/**/*.test.ts'],
          setupFiles: ['test/support/closeAtEnd.setup.ts'],
          globalSetup: ['test/hub/builtCommands.ts'],
          testTimeout: 60_000,
          expect: { poll: { timeout: 5_000 } },
        },
      },
      {
        test: {
          ...node,
          name: 'e2e',
          include: ['test/e2e/**/*.spec.ts'],
          setupFiles: ['test/support/closeAtEnd.setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A browser on a busy machine may be late once; a test that needed its second try is reported as such.
          retry: process.env['CI'] ? 1 : 0,
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
})
