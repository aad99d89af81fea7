#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from './root.mjs'

const cli = join(ROOT, 'out/main/cli.js')
if (existsSync(cli)) {
  await import(pathToFileURL(cli).href)
} else {
  process.stderr.write('huishang is not built yet: run `npm run build` first.\n')
  process.exitCode = 1
}
