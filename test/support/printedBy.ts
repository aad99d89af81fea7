import { vi } from 'vitest'

export interface Printed {
  readonly code: number
  /** On stdout. */
  readonly out: string
  /** On stderr. */
  readonly said: string
}

/** What a command prints that runs in this very process, and its exit code. */
export async function printedBy(command: () => Promise<number>): Promise<Printed> {
  const written = { out: '', said: '' }
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((written.out += String(text)), true))
  const said = vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((written.said += String(text)), true))
  try {
    return { code: await command(), ...written }
  } finally {
    out.mockRestore()
    said.mockRestore()
  }
}
