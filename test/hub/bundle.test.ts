import { existsSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { BUILT } from './commands.ts'

const out = fileURLToPath(new URL('../../out', import.meta.url))

/** Every package that a built file names, through all the chunks it loads. */
function closure(entry: string, seen = new Set<string>()): Set<string> {
  const found = new Set<string>()
  seen.add(entry)
  // Comments stay in what is built for Node, and packages show in them how they are loaded.
  const code = readFileSync(entry, 'utf8').replaceAll(/^\s*(?:\*|\/\*|\/\/).*$/gm, '')
  // Between the keyword and the name stands a clause and nothing else: the page of proofs is in the bundle as a text, with functions that are exported there.
  const names = [...code.matchAll(/(?:^|[;}])\s*(?:import|export)\s*(?:[\w$*{][\w$\s,*{}]*?\bfrom\s*)?["']([^"'\n]+)["']|\b(?:import|require)\(\s*["']([^"'\n]+)["']\s*\)/gm)]
  for (const [, stated, called] of names) {
    const name = stated ?? called ?? ''
    const file = join(dirname(entry), name)
    if (!name.startsWith('.')) found.add(name)
    else if (/\.c?js$/.test(name) && !seen.has(file)) for (const deeper of closure(file, seen)) found.add(deeper)
  }
  return found
}

/** `ws` tries to load these and goes on without. */
const OPTIONAL = ['bufferutil', 'utf-8-validate']

function strangers(folder: string, name: string): string[] {
  return [...closure(join(folder, 'main', `${name}.js`))].filter((module) => !isBuiltin(module) && !OPTIONAL.includes(module))
}

test('[F10] the hub and the commands need nothing but Node, Electron least of all', () => {
  // A search that finds nothing would prove nothing.
  expect([...closure(join(BUILT, 'main', 'hub.js'))]).toContain('node:http')
  expect(['hub', 'cli', 'catalogueWorker', 'foreignWorker'].map((name) => strangers(BUILT, name))).toEqual([[], [], [], []])
})

test.skipIf(!existsSync(join(out, 'main', 'cli.js')))('[F10] the built product: no Electron in hub.js, cli.js and the threads (skipped without out/: run the build)', () => {
  expect(['hub', 'cli', 'catalogueWorker', 'foreignWorker'].map((name) => strangers(out, name))).toEqual([[], [], [], []])
})
