import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'
import { describe, expect, test } from 'vitest'
import { en } from '../../renderer/src/app/i18n/en.ts'
import { zhCN } from '../../renderer/src/app/i18n/zhCN.ts'
import { CLOSE_CODES } from '../../shared/sync/protocol.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** `namespace:key.key` → sentence. */
function sentences(words: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
      const name = path === '' ? `${key}:` : path.endsWith(':') ? path + key : `${path}.${key}`
      return typeof value === 'string' ? [[name, value] as const] : [...sentences(value as object, name)]
    }),
  )
}

const chinese = sentences(zhCN)
const english = sentences(en)

const WORDY = new Set(['alt', 'aria-description', 'aria-label', 'aria-roledescription', 'aria-valuetext', 'hint', 'label', 'placeholder', 'text', 'title', 'confirmButtonText', 'cancelButtonText'])

describe('the two languages', () => {
  test('have the same keys, and all forms of a plural', () => {
    expect(withoutPlural(english.keys())).toEqual(withoutPlural(chinese.keys()))
    const others = [...english.keys()].filter((name) => name.endsWith('_other'))
    expect(others.filter((name) => !english.has(name.replace(/_other$/, '_one')))).toEqual([])
    expect([...chinese.keys()].filter((name) => name.endsWith('_one'))).toEqual([])
  })

  test('fill the same places in a sentence', () => {
    const different = [...chinese].filter(([name, text]) => {
      const other = english.get(name)
      return other !== undefined && places(other).join() !== places(text).join()
    })
    expect(different).toEqual([])
  })

  test('say something everywhere, in their own script and punctuation', () => {
    const empty = [...chinese, ...english].filter(([, text]) => text.trim() === '')
    // The button that switches to Chinese speaks Chinese.
    const otherScript = [...english].filter(([name, text]) => /\p{Script=Han}/u.test(text) && !/^(?:frame:language|frame:palette\.language|start:languages)/.test(name))
    const halfWidth = [...chinese].filter(([, text]) => /\p{Script=Han}[,;:!?]|\p{Script=Han}\.(?!\w)/u.test(text))
    expect({ empty, otherScript, halfWidth }).toEqual({ empty: [], otherScript: [], halfWidth: [] })
  })
})

describe('every failure has a sentence', () => {
  test.each([
    ['refusals of commands', commandRefusals],
    ['reasons for closing a room', () => Object.keys(CLOSE_CODES)],
    ["the hub's API", () => found(read('electron/hub/http/ApiAnswer.ts'), /^ {2}'([\w-]+)': \[\d{3},/gm)],
    ['the machine', () => found(/HostErrorSchema = [^]*?z\.enum\(\[([^\]]*)\]/.exec(read('shared/ipc.ts'))?.[1] ?? '', /'([\w-]+)'/g)],
    ["what the window finds itself", windowFailures],
  ])('%s', (_name, kindsOf) => {
    const kinds = kindsOf()
    // The patterns above must not silently find nothing.
    expect(kinds.length).toBeGreaterThan(3)
    const missing = (words: ReadonlyMap<string, string>): string[] => kinds.filter((kind) => !words.has(`errors:${kind}`))
    expect({ 'zh-CN': missing(chinese), en: missing(english) }).toEqual({ 'zh-CN': [], en: [] })
  })
})

describe('views have no words of their own', () => {
  test('the search for them finds them', () => {
    const view = '<p title="Close me" aria-label={open ? `Open ${n}` : t("x")} className="word">Hello {ok && "there"} <kbd title="Ctrl+K">{t("y")} · 1</kbd></p>'
    expect(literals(`const a = ${view}`).toSorted()).toEqual(['Close me', 'Hello', 'Open', 'there'])
  })

  test('none is there', () => {
    const views = sourcesBelow('renderer/src').filter((file) => file.endsWith('.tsx'))
    expect(views.flatMap((file) => literals(read(file)).map((text) => `${file}: ${text}`))).toEqual([])
  })
})

test('the version on screen is the package\'s', async () => {
  const { APP_VERSION } = await import('../../shared/lib/appVersion.ts')
  expect(APP_VERSION).toBe((JSON.parse(read('package.json')) as { version: string }).version)
})

/** Chinese has one plural form and may leave its suffix out; English has two. */
function withoutPlural(names: Iterable<string>): string[] {
  return [...new Set([...names].map((name) => name.replace(/_(?:one|other)$/, '')))].toSorted()
}

function places(text: string): string[] {
  return [...new Set(text.match(/\{\{\w+\}\}/g))].toSorted()
}

function commandRefusals(): string[] {
  const sources = readdirSync(join(root, 'shared/model')).map((file) => read(`shared/model/${file}`))
  const unions = sources.flatMap((source) => source.match(/^export (?:type|interface) \w*(?:Error|Refused)\b[^]*?\n(?=\n)/gm) ?? [])
  return [...new Set(unions.flatMap((union) => found(union, /kind: '([\w-]+)'/g)))]
}

function windowFailures(): string[] {
  const sources = sourcesBelow('renderer/src').map(read)
  return [...new Set(sources.flatMap((source) => found(source, /(?:err|error|setFailure)\(\{ kind: '([\w-]+)'/g)))]
}

/** Names of keys are the same everywhere. */
function isWordless(text: string): boolean {
  return !/\p{L}{2}/u.test(text.replaceAll(/\b(?:Ctrl|Alt|Shift|Cmd|Enter|Esc)\b/g, ''))
}

function literals(source: string): string[] {
  const all: string[] = []
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (typeof node !== 'object' || node === null) return undefined
    const { type, value, name, children } = node as { type?: string; value?: unknown; name?: { name?: string }; children?: unknown[] }
    if (type === 'JSXText' && typeof value === 'string') all.push(value)
    if (type === 'JSXAttribute' && WORDY.has(name?.name ?? '')) all.push(...staticTexts(value))
    for (const child of children ?? []) if ((child as { type?: string }).type === 'JSXExpressionContainer') all.push(...staticTexts(child))
    return Object.values(node).forEach(visit)
  }
  visit(parseSync('view.tsx', source).program)
  return all.map((text) => text.trim()).filter((text) => !isWordless(text))
}

/** Strings that the expression shows as they are: the literal, parts of a template, branches of a condition. */
function staticTexts(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  const { type, value, expression, quasis, consequent, alternate, left, right, operator } = node as Record<string, unknown>
  if (type === 'Literal') return typeof value === 'string' ? [value] : []
  if (type === 'JSXExpressionContainer') return staticTexts(expression)
  if (type === 'TemplateLiteral') return (quasis as { value: { cooked: string } }[]).map((part) => part.value.cooked)
  if (type === 'ConditionalExpression') return [...staticTexts(consequent), ...staticTexts(alternate)]
  if (type === 'LogicalExpression') return operator === '&&' ? staticTexts(right) : [...staticTexts(left), ...staticTexts(right)]
  return []
}

function found(source: string, pattern: RegExp): string[] {
  return [...source.matchAll(pattern)].map((match) => match[1] ?? '')
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
}
