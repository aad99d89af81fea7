const double = new URL('./electron.mjs', import.meta.url).href

/**
 * A resolve hook of Node's loader: the app's `import … from 'electron'` gets the double. The package of that name must
 * never be reached: outside Electron it downloads a binary.
 * @type {import('node:module').ResolveHook}
 */
export async function resolve(specifier, context, nextResolve) {
  if (specifier === 'electron' || specifier === 'electron/main' || specifier === 'electron/common') return { url: double, shortCircuit: true }
  return nextResolve(specifier, context)
}
