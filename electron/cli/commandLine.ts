import { parseArgs, type ParseArgsConfig } from 'node:util'
import { err, ok, type Result } from '../../shared/lib/result.ts'

export type ArgumentError = { readonly kind: 'help-wanted' } | { readonly kind: 'usage'; readonly message: string }

type Options = NonNullable<ParseArgsConfig['options']>

const COMMON = { data: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const

type Given<T extends Options> = ReturnType<typeof parseArgs<{ args: string[]; allowPositionals: boolean; options: typeof COMMON & T }>>

/** What stands after a command's name: its own options and those that every command takes, `--data`, `--json` and `--help`. */
export function readOptions<const T extends Options>(args: readonly string[], own: T, { allowPositionals = false } = {}): Result<Given<T>, ArgumentError> {
  try {
    const given = parseArgs({ args: [...args], allowPositionals, options: { ...COMMON, ...own } })
    return 'help' in given.values ? err({ kind: 'help-wanted' }) : ok(given)
  } catch (error) {
    return usage(error instanceof Error ? error.message : String(error))
  }
}

export function usage(message: string): Result<never, ArgumentError> {
  return err({ kind: 'usage', message })
}

export function dataMissing(): Result<never, ArgumentError> {
  return usage('缺少 --data DIR    --data DIR is missing')
}

/** Tells how a command is used, after what was wrong if anything was. @returns the exit code. */
export function explain(error: ArgumentError, text: string): number {
  if (error.kind === 'usage') {
    process.stderr.write(`${error.message}\n\n${text}`)
    return 2
  }
  process.stdout.write(text)
  return 0
}
