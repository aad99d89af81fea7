import { parseArgs } from 'node:util'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import { givenPath } from './givenPath.ts'

export interface PathArguments {
  readonly path: string
  readonly dataDir: string
  readonly isJson: boolean
}

export type ArgumentError = { readonly kind: 'help-wanted' } | { readonly kind: 'usage'; readonly message: string }

/** `PATH --data DIR [--json]`, as commands take them that bring something in. */
export function readPathArguments(args: readonly string[]): Result<PathArguments, ArgumentError> {
  const parsed = parse(args)
  if (!parsed.ok) return parsed
  const { values, positionals } = parsed.value
  if (values.help) return err({ kind: 'help-wanted' })
  const [path, ...others] = positionals
  if (path === undefined || path === '' || others.length > 0) return usage('请给出一个路径    one PATH is needed')
  if (!values.data) return usage('缺少 --data DIR    --data DIR is missing')
  return ok({ path: givenPath(path), dataDir: givenPath(values.data), isJson: values.json === true })
}

function parse(args: readonly string[]) {
  try {
    const options = { data: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const
    return ok(parseArgs({ args: [...args], allowPositionals: true, options }))
  } catch (error) {
    return usage(error instanceof Error ? error.message : String(error))
  }
}

function usage(message: string): Result<never, ArgumentError> {
  return err({ kind: 'usage', message })
}
