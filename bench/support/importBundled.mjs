import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'

/**
 * For what `out/` does not export: bundles a TypeScript file with everything it imports, by the same bundler and for the
 * same Node as the product, and imports the result.
 * @param {URL} file
 * @returns {Promise<any>} the module
 */
export async function importBundled(file) {
  const outDir = await mkdtemp(join(tmpdir(), 'huishang-bench-'))
  try {
    return await import(pathToFileURL(await bundle(file, outDir)).href)
  } finally {
    await rm(outDir, { recursive: true, force: true })
  }
}

/**
 * The same for another process to import.
 * @param {URL} file
 * @param {string} outDir emptied first
 * @returns {Promise<string>} path of the module
 */
export async function bundle(file, outDir) {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: fileURLToPath(file),
      outDir,
      emptyOutDir: true,
      target: 'node20.19',
      rolldownOptions: { output: { entryFileNames: 'bench.mjs' } },
    },
  })
  return join(outDir, 'bench.mjs')
}
