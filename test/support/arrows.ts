/** A zone is a folder that code runs in; the longest one that holds a file is the file's. */
export type Zone = keyof typeof ARROWS

/**
 * What each zone may reach besides itself: other zones and packages, types included. A folder or a package that is not
 * here is not classified, and its first import fails: put it here first, on purpose. `node:` stands for Node's own
 * modules, `shared/*` for every zone of shared/.
 */
export const ARROWS = {
  // The files directly in shared/ are contracts between processes: shapes only.
  shared: ['shared/schema', 'shared/lib', 'zod'],
  'shared/lib': ['fractional-indexing'],
  'shared/schema': ['shared/lib', 'zod'],
  'shared/model': ['shared/schema', 'shared/lib', 'yjs', 'fractional-indexing', 'zod'],
  'shared/sync': ['shared/lib', 'yjs', 'y-protocols', 'lib0'],
  'shared/decision': ['shared/schema', 'shared/lib'],
  // Running the room: what follows from a meeting's records at an instant, and what of it the big screen shows.
  'shared/room': ['shared/schema', 'shared/lib', 'shared/model', 'shared/decision', 'zod'],
  'shared/evidence': ['shared/schema', 'shared/lib'],
  'shared/minutes': ['shared/schema', 'shared/lib'],
  'shared/archive': ['shared/schema', 'shared/lib', 'zod', 'lib0'],

  'electron/main': ['shared/*', 'electron/hub', 'electron/importers', 'electron/exporters', 'electron', 'node:', 'zod'],
  'electron/preload': ['shared', 'electron'],
  'electron/hub': ['shared/*', 'node:', 'ws', 'sql.js', 'yjs', 'zod', 'lib0', 'y-protocols', 'uuid', 'selfsigned', 'bonjour-service', 'resources', '@noble/ed25519'],
  'electron/importers': ['shared/*', 'node:', 'zod', 'yjs', 'parse5', 'marked'],
  'electron/exporters': ['shared/*', 'node:', 'zod'],
  'electron/cli': ['shared/*', 'electron/hub', 'electron/importers', 'electron/exporters', 'node:', 'zod', 'yjs'],

  'renderer/src': ['renderer/src/app', 'renderer/src/host', 'renderer/src/projector', 'shared/lib', 'react', 'react-dom', '@blueprintjs/core', '@blueprintjs/icons'],
  'renderer/src/app': [
    'renderer/src/features', 'renderer/src/hooks', 'renderer/src/host', 'renderer/src/sync', 'renderer/src/ui', 'shared/*',
    'react', 'react-dom', 'react-i18next', 'i18next', '@blueprintjs/core', '@blueprintjs/icons', 'zod',
  ],
  'renderer/src/host': ['shared/*', 'zod'],
  'renderer/src/sync': ['shared/*', 'yjs', 'y-websocket', 'y-indexeddb', 'y-protocols', 'lib0', 'sql.js', 'zod', 'uuid'],
  'renderer/src/hooks': ['renderer/src/host', 'renderer/src/sync', 'shared/*', 'react', 'react-i18next', 'i18next', '@blueprintjs/core', 'uuid'],
  // Every folder of features/ is a zone of its own: they never reach each other. Yjs: see `EDITOR_BINDING_ONLY`.
  'renderer/src/features': [
    'renderer/src/hooks', 'renderer/src/host', 'renderer/src/sync', 'renderer/src/ui', 'shared/*',
    'react', 'react-dom', 'react-i18next', 'i18next', '@blueprintjs/core', '@blueprintjs/icons', '@tiptap/*', 'uqr', 'yjs',
  ],
  // Of the app, its words alone: what the big screen shows comes from the hub as frames.
  'renderer/src/projector': ['renderer/src/app', 'shared/room', 'shared/lib', 'react', 'react-i18next', 'i18next'],
  'renderer/src/ui': ['shared/lib', 'react', 'react-dom', 'react-i18next', 'i18next', '@blueprintjs/core', '@blueprintjs/icons', 'echarts'],
  resources: ['@noble/ed25519'],
} as const satisfies Record<string, readonly string[]>

/** Of features, one file alone binds the rich-text editor to the shared document. */
export const EDITOR_BINDING_ONLY = ['yjs', 'y-protocols', '@tiptap/y-tiptap']

/** Packages that no product code imports: tools, and what tests and the build need. */
export const TOOLS = [
  '@types/node', '@types/react', '@types/react-dom', '@types/sql.js', '@types/ws', '@vitejs/plugin-react', 'axe-core',
  'electron-vite', 'fast-check', 'oxlint', 'playwright-core', 'typescript', 'vite', 'vitest',
]

/** Every module that a source text names: static, re-exported, for side effects, for types, dynamic, required. */
export function importsOf(source: string): readonly string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const found = new Set<string>()
  for (const pattern of [
    /^\s*(?:import|export)\b[^'"`;=()]*?\bfrom\s*['"]([^'"]+)['"]/gm,
    /^\s*import\s*['"]([^'"]+)['"]/gm,
    /\b(?:import|require)\(\s*['"`]([^'"`]+)['"`]/g,
    /\bnew URL\(\s*['"]([^'"]+\.[cm]?[jt]sx?)['"],\s*import\.meta\.url/g,
  ])
    for (const match of code.matchAll(pattern)) if (match[1] !== undefined) found.add(match[1])
  for (const match of code.matchAll(/\b(?:import|require)\(\s*([^'"`\s)][^)]*)\)/g)) found.add(`computed: ${match[1]}`)
  return [...found]
}

/**
 * Why this import must not be, or null. `file` is the importing file from the project's root.
 * A feature's own folder counts as its zone, so that one feature reaching another is seen.
 */
export function violation(file: string, specifier: string): string | null {
  const zone = zoneOf(file)
  if (zone === null) return `${file} is in no zone: classify its folder`
  const target = targetOf(file, specifier)
  if (target === ownName(file) || isAllowed(zone, target)) return null
  return `${file} → ${target}`
}

function isAllowed(zone: Zone, target: string): boolean {
  return (ARROWS[zone] as readonly string[]).some((allowed) =>
    allowed.endsWith('/*') ? target.startsWith(allowed.slice(0, -1)) || target === allowed.slice(0, -2) : target === allowed || isFeature(allowed, target),
  )
}

function isFeature(allowed: string, target: string): boolean {
  return allowed === 'renderer/src/features' && target.startsWith('renderer/src/features/')
}

function zoneOf(file: string): Zone | null {
  const folders = file.split('/').slice(0, -1)
  const isDirect = folders.join('/')
  const zones = Object.keys(ARROWS) as Zone[]
  const holding = zones.filter((zone) => isDirect === zone || (isDirect.startsWith(`${zone}/`) && zone !== 'shared' && zone !== 'renderer/src'))
  return holding.toSorted((a, b) => b.length - a.length)[0] ?? null
}

function ownName(file: string): string {
  const zone = zoneOf(file) ?? file
  return zone === 'renderer/src/features' ? file.split('/').slice(0, 4).join('/') : zone
}

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith('computed: ')) return specifier
  if (specifier.startsWith('node:')) return 'node:'
  const bare = specifier.split('?')[0] ?? specifier
  if (!bare.startsWith('.')) return bare.split('/').slice(0, bare.startsWith('@') ? 2 : 1).join('/')
  const path = new URL(bare, `file:///${file}`).pathname.slice(1)
  const zone = zoneOf(path)
  return zone === null ? path : ownName(path)
}
