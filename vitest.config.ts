import { defineConfig } from 'vitest/config'

const node = { environment: 'node' as const }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...node,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/hub/**', 'test/e2e/**'],
          // A busy machine is no failure.
          testTimeout: 20_000,
        },
      },
      { test: { ...node, name: 'hub', include: ['test/hub/**/*.test.ts'], testTimeout: 20_000, expect: { poll: { timeout: 5_000 } } } },
      {
        test: {
          ...node,
          name: 'e2e',
          include: ['test/e2e/**/*.spec.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A browser on a busy machine may be late once; a test that needed its second try is reported as such.
          retry: process.env['CI'] ? 1 : 0,
          // Two cores: one Chromium at a time.
          fileParallelism: false,
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
})
