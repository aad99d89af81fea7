import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// Everything is bundled, so that a built `out/` needs no node_modules: what a user installs is what we tested.
export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      // electron-vite's default is Electron's own Node; the hub and the commands also run on plain Node 20.
      target: 'node20.19',
      rollupOptions: {
        input: {
          index: 'electron/main/index.ts',
          hub: 'electron/hub/createHub.ts',
          cli: 'electron/cli/index.ts',
          // Started as threads by the hub and the desktop, which find them beside themselves.
          catalogueWorker: 'electron/hub/archive/catalogue/catalogueWorker.ts',
          foreignWorker: 'electron/hub/archive/foreign/foreignWorker.ts',
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      // A sandboxed preload must be one CommonJS file.
      rollupOptions: {
        input: { index: 'electron/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      target: 'es2022',
      minify: true,
      // The big screen is a page of its own, so that nothing of the rest is ever loaded there.
      rollupOptions: { input: { index: 'renderer/index.html', projector: 'renderer/projector/index.html' } },
    },
  },
})
