import { fileURLToPath } from 'node:url'

/** Folder of the package. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url))
