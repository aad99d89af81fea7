import { z } from 'zod'
import { zhCN } from 'zod/locales'
import { err, ok, type Result } from '../../../shared/lib/result.ts'

export interface FieldProblem {
  /** `criteria[0].weight`; empty for the whole file. */
  readonly path: string
  readonly message: string
}

export type InputError = { readonly kind: 'not-json'; readonly detail: string } | { readonly kind: 'malformed'; readonly problems: readonly FieldProblem[] }

export interface Read<T> {
  readonly input: T
  /** Paths of fields that the method does not know; perhaps misspelt. */
  readonly unused: readonly string[]
}

/** @param schema without transforms, so that what it leaves out is what it does not know. */
export function readInput<T>(text: string, schema: z.ZodType<T>): Result<Read<T>, InputError> {
  const json = parse(text)
  if (!json.ok) return json
  const inEnglish = schema.safeParse(json.value)
  if (inEnglish.success) return ok({ input: inEnglish.data, unused: unusedIn(json.value, inEnglish.data, []) })
  const inChinese = schema.safeParse(json.value, { error: zhCN().localeError }).error?.issues ?? []
  const problems = inEnglish.error.issues.map(({ path, message }, index) => {
    const chinese = inChinese[index]?.message ?? message
    return { path: fieldPath(path), message: chinese === message ? message : `${chinese}    ${message}` }
  })
  return err({ kind: 'malformed', problems })
}

function parse(text: string): Result<unknown, InputError> {
  const parsed = parsedJson(text)
  if (parsed.ok) return parsed
  // Some programs write NaN and Infinity, which JSON has not: as texts they are named by their path.
  const retried = parsedJson(text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (token) => (token.startsWith('"') ? token : `"${token}"`)))
  return retried.ok ? retried : parsed
}

function parsedJson(text: string): Result<unknown, InputError> {
  try {
    return ok(JSON.parse(text))
  } catch (error) {
    return err({ kind: 'not-json', detail: error instanceof Error ? error.message : String(error) })
  }
}

function unusedIn(given: unknown, used: unknown, path: readonly PropertyKey[]): readonly string[] {
  if (typeof given !== 'object' || given === null || typeof used !== 'object' || used === null) return []
  return Object.entries(given).flatMap(([key, value]) => {
    const here = [...path, Array.isArray(given) ? Number(key) : key]
    return Object.hasOwn(used, key) ? unusedIn(value, (used as Record<string, unknown>)[key], here) : [fieldPath(here)]
  })
}

function fieldPath(path: readonly PropertyKey[]): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('').replace(/^\./, '')
}
