import * as nodeFiles from 'node:fs/promises'

/** Makes new names in the folder durable. Windows and some network file systems can't open a folder; it is best effort. */
export async function syncFolder(folder: string, files: Pick<typeof nodeFiles, 'open'> = nodeFiles): Promise<void> {
  try {
    const handle = await files.open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch {
    // The file is complete and in place either way.
  }
}

/** The system's code of an error, `ENOSPC`; empty if it is none of the system's, which makes it a bug. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code.startsWith('ERR_') ? '' : code
}
