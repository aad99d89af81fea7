import { z } from 'zod'
import type { Place } from '../../../shared/decision/ties.ts'

/** An option, criterion, item or department by the name that the answer uses for it. */
export const NameSchema = z.string().min(1).max(500)

export const WeightSchema = z.number().min(0)

export const DirectionSchema = z.enum(['max', 'min'])

export const MOST_OPTIONS = 100
export const MOST_CRITERIA = 100

type Report = (path: readonly (string | number)[], message: string) => void

/** Problems between fields, reported under the path of the one that is wrong. */
export function checked<T extends z.ZodType>(schema: T, check: (value: z.infer<T>, report: Report) => void): T {
  return schema.superRefine((value, context) => check(value, (path, message) => context.addIssue({ code: 'custom', path: [...path], message })))
}

export function checkUnique(names: readonly string[], pathOf: (index: number) => readonly (string | number)[], report: Report): void {
  names.forEach((name, index) => {
    if (names.indexOf(name) < index) report(pathOf(index), `重复    given twice: ${JSON.stringify(name)}`)
  })
}

/** @param size columns of each row; @param rows how many, if that is given elsewhere. */
export function checkTable(field: string, table: readonly (readonly unknown[])[], { rows, size }: { readonly rows: number; readonly size: number }, report: Report): void {
  if (table.length !== rows) report([field], `应有 ${rows} 行，实有 ${table.length} 行    ${rows} rows are needed, ${table.length} are given`)
  table.forEach((row, index) => {
    if (row.length !== size) report([field, index], `应有 ${size} 项，实有 ${row.length} 项    ${size} entries are needed, ${row.length} are given`)
  })
}

/** For the answer: names as keys. */
export function keyed<T>(names: readonly string[], values: readonly T[]): Readonly<Record<string, T>> {
  return Object.fromEntries(names.map((name, index) => [name, values[index] as T]))
}

/** `1`, or `1=` for a place that several share. */
export function placeOf(option: string, places: readonly Place[]): string | null {
  const place = places.find(({ options }) => options.includes(option))
  return place ? `${place.rank}${place.options.length > 1 ? '=' : ''}` : null
}

export const WEIGHTLESS = '所有权重都是 0，按等权计算    all weights are 0: every criterion counts the same'
