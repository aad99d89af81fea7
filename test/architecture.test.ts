import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { ARROWS, EDITOR_BINDING_ONLY, importsOf, TOOLS, violation } from './support/arrows.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const product = filesBelow(['shared', 'electron', 'renderer/src'])
const everything = [...product, ...filesBelow(['test', 'bench', 'scripts'])]

test('[F2] every import follows the arrow table, types included', () => {
  const violations = product.flatMap((file) => importsOf(read(file)).map((specifier) => violation(file, specifier)))
  expect(violations.filter((found) => found !== null)).toEqual([])
})

test.each([
  ['shared/model/x.ts', "import { readFile } from 'node:fs/promises'", 'shared/model/x.ts → node:'],
  ['shared/lib/x.ts', "import type { Issue } from '../model/issues.ts'", 'shared/lib/x.ts → shared/model'],
  ['shared/sync/x.ts', "import { z } from 'zod'", 'shared/sync/x.ts → zod'],
  ['shared/x.ts', "import { Room } from './sync/Room.ts'", 'shared/x.ts → shared/sync'],
  ['shared/archive/x.ts', "const hub = await import('../../electron/hub/createHub.ts')", 'shared/archive/x.ts → electron/hub'],
  ['electron/hub/x.ts', "import type { App } from 'electron'", 'electron/hub/x.ts → electron'],
  ['electron/hub/x.ts', "export { open } from '../main/hosting.ts'", 'electron/hub/x.ts → electron/main'],
  ['renderer/src/app/x.tsx', "import '../../../electron/hub/createHub.ts'", 'renderer/src/app/x.tsx → electron/hub'],
  ['renderer/src/features/a/A.tsx', "import { B } from '../b/B.tsx'", 'renderer/src/features/a/A.tsx → renderer/src/features/b'],
  ['renderer/src/hooks/x.ts', "import {\n  Doc,\n} from 'yjs'", 'renderer/src/hooks/x.ts → yjs'],
  ['renderer/src/ui/x.tsx', "type M = import('../../../shared/model/issues.ts').NewIssue", 'renderer/src/ui/x.tsx → shared/model'],
  ['electron/cli/x.ts', 'const module = await import(name)', 'electron/cli/x.ts → computed: name'],
  ['electron/cli/x.ts', "import pad from 'left-pad'", 'electron/cli/x.ts → left-pad'],
  ['electron/updater/x.ts', "import 'node:fs'", 'electron/updater/x.ts is in no zone: classify its folder'],
  ['shared/lib/x.ts', "import { a } from '../newcomer/a.ts'", 'shared/lib/x.ts → shared/newcomer/a.ts'],
])('[F2] the fence sees %s: %s', (file, source, expected) => {
  expect(importsOf(source).map((specifier) => violation(file, specifier))).toEqual([expected])
})

test('[F2] what the table allows passes, and comments do not count', () => {
  const source = "// import 'electron'\n/** import { x } from 'ws' */\nimport * as Y from 'yjs'\nimport { ok } from '../lib/result.ts'\nimport './Collection.ts'"
  expect(importsOf(source).map((specifier) => violation('shared/model/x.ts', specifier))).toEqual([null, null, null])
})

test('[F2] every package we depend on is classified: used by product code or a tool', () => {
  const packages = JSON.parse(read('package.json')) as Partial<Record<string, Record<string, string>>>
  const used = new Set<string>(Object.values(ARROWS).flat())
  const unclassified = Object.keys({ ...packages['dependencies'], ...packages['devDependencies'] }).filter((name) => {
    const isUsed = used.has(name) || used.has(`${name.split('/')[0]}/*`)
    return isUsed === TOOLS.includes(name)
  })
  expect(unclassified).toEqual([])
})

test('[F2] of the features, one file at most touches Yjs', () => {
  const touching = product.filter(
    (file) =>
      file.startsWith('renderer/src/features/') &&
      importsOf(read(file)).some((specifier) => EDITOR_BINDING_ONLY.some((name) => specifier === name || specifier.startsWith(`${name}/`))),
  )
  expect(touching.slice(1)).toEqual([])
})

test('[F2] no source file is longer than 400 lines', () => {
  const long = everything.map((file) => ({ file, lines: read(file).trimEnd().split('\n').length })).filter(({ lines }) => lines > 400)
  expect(long).toEqual([])
})

test('[F2] nothing is exported by default or by star', () => {
  const found = everything.filter((file) => /^export (?:default\b|\*)/m.test(read(file)))
  expect(found).toEqual([])
})

test('[F2] no module keeps mutable state of its own', () => {
  const found = product.filter((file) => /^(?:export )?(?:let|var) /m.test(read(file)))
  expect(found).toEqual([])
})

test("[F2] Blueprint's legacy Popover is not used", () => {
  const found = product.filter((file) => {
    const names = [...read(file).matchAll(/import\s*(?:type\s*)?\{([^}]*)\}\s*from\s*'@blueprintjs\/core'/g)].map((match) => match[1] ?? '')
    return names.some((list) => /(?:^|[\s,])Popover(?:$|[\s,])/.test(list))
  })
  expect(found).toEqual([])
})

test('[F2] every rule of docs/behaviour.md has a test that carries its id, and every id in a test name is a rule', () => {
  const rules = new Set([...read('docs/behaviour.md').matchAll(/^- \*\*\[([A-Z]\d+)\]\*\*/gm)].map((match) => match[1]))
  const tested = new Set<string | undefined>()
  for (const file of filesBelow(['test']))
    for (const name of read(file).matchAll(/['"`]((?:\[[A-Z]\d+\])+) /g)) for (const id of (name[1] ?? '').matchAll(/\[([A-Z]\d+)\]/g)) tested.add(id[1])
  expect({
    untested: [...rules].filter((id) => !tested.has(id)),
    unwritten: [...tested].filter((id) => !rules.has(id)),
  }).toEqual({ untested: [], unwritten: [] })
})

/** Source files below these folders, as paths from the project's root. */
function filesBelow(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:ts|tsx|mjs)$/.test(entry.name) && !`${entry.parentPath}${sep}`.includes(`${sep}node_modules${sep}`))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/')),
  )
}
