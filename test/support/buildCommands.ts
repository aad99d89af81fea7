import { mkdtemp, writeFile, mkdir } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

const ENTRIES = { hub: 'electron/hub/createHub.ts', cli: 'electron/cli/index.ts', catalogueWorker: 'electron/hub/archive/catalogue/catalogueWorker.ts', foreignWorker: 'electron/hub/archive/foreign/foreignWorker.ts' }

/**
 * Builds the hub and the commands as the product does, from the sources as they are now, beside a renderer of one page.
 * @returns the folder, laid out like `out/`. The caller removes it.
 */
export async function buildCommands(): Promise<string> {
  const out = await mkdtemp(join(tmpdir(), 'huishang-built-'))
  await buildForNode(ENTRIES, join(out, 'main'))
  await mkdir(join(out, 'renderer'))
  await writeFile(join(out, 'renderer', 'index.html'), '<!doctype html><title>会商</title>')
  return out
}

/** Bundles TypeScript files with everything they import, as the product is: `<name>.js` for each entry. */
export async function buildForNode(entries: Readonly<Record<string, string>>, outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node20.19',
      outDir,
      rollupOptions: {
        input: entries,
        external: ['electron', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  })
  // Node takes .js for CommonJS otherwise; in the product the package.json above says this.
  await writeFile(join(outDir, 'package.json'), '{"type":"module"}')
}
