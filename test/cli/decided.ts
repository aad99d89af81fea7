import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { runDecide } from '../../electron/cli/decide.ts'

export interface Decided {
  readonly code: number
  readonly out: string
  readonly said: string
}

/** What `huishang decide FILE …` prints for a file with this content. A text stands as it is, and so do bytes. */
export async function decided(content: unknown, ...args: readonly string[]): Promise<Decided> {
  const folder = await mkdtemp(join(tmpdir(), 'huishang-decide-'))
  const file = join(folder, 'input.json')
  await writeFile(file, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content))
  try {
    return await printed([file, ...args])
  } finally {
    await rm(folder, { recursive: true })
  }
}

export async function printed(args: readonly string[]): Promise<Decided> {
  const written = { out: '', said: '' }
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((written.out += String(text)), true))
  const said = vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((written.said += String(text)), true))
  try {
    return { code: await runDecide(args), ...written }
  } finally {
    out.mockRestore()
    said.mockRestore()
  }
}

/** The answer to `--json`. @throws Error with what was said if there is none. */
export async function answerTo(content: unknown, ...args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, out, said } = await decided(content, '--json', ...args)
  if (code !== 0) throw new Error(`exit ${code}: ${said}`)
  return JSON.parse(out) as Record<string, unknown>
}
