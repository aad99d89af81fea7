import { readFile } from 'node:fs/promises'

/** The file's bytes; none if there is no file. @throws the system's error. */
export async function readIfPresent(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Uint8Array()
    throw error
  }
}
