import { ok, type Result } from '../../shared/lib/result.ts'
import { dataMissing, readOptions, usage, type ArgumentError } from './commandLine.ts'
import { givenPath } from './givenPath.ts'

export interface PathArguments {
  readonly path: string
  readonly dataDir: string
  readonly isJson: boolean
}

/** `PATH --data DIR [--json]`, as commands take them that bring something in. */
export function readPathArguments(args: readonly string[]): Result<PathArguments, ArgumentError> {
  const parsed = readOptions(args, {}, { allowPositionals: true })
  if (!parsed.ok) return parsed
  const { values, positionals } = parsed.value
  const [path, ...others] = positionals
  if (path === undefined || path === '' || others.length > 0) return usage('请给出一个路径    one PATH is needed')
  if (!values.data) return dataMissing()
  return ok({ path: givenPath(path), dataDir: givenPath(values.data), isJson: values.json === true })
}
