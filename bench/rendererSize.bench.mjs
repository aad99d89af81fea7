import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ROOT } from '../scripts/root.mjs'
import { printRows } from './support/printRows.mjs'

// What a browser downloads: before the first screen, and later when a screen is first opened. Gzip level 6, as servers do.
const folder = join(ROOT, 'out/renderer')
const assets = readdirSync(join(folder, 'assets')).filter((name) => /\.(?:js|css)$/.test(name))
const initial = initialAssets()
const later = assets.filter((name) => !initial.has(name))

const total = size(assets)
printRows([
  row('renderer before the first screen (js + css, gzip)', [...initial]),
  row('its scripts alone', [...initial].filter((name) => name.endsWith('.js'))),
  row('loaded later, by screen', later),
  { name: 'files loaded later', value: later.length, unit: 'files' },
])

/** @param {string} name @param {readonly string[]} names */
function row(name, names) {
  return { name, value: size(names), unit: 'KiB', comparedWith: { name: 'everything', value: total }, note: `${Math.round(names.reduce((sum, asset) => sum + bytes(asset).length, 0) / 1024)} KiB unpacked` }
}

/** What the page names, and what those modules import at once. */
function initialAssets() {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const found = new Set(/** @type {string[]} */ ([]))
  const pile = [...page.matchAll(/(?:src|href)="\.\/assets\/([^"]+)"/g)].map((match) => match[1] ?? '')
  for (let name = pile.pop(); name !== undefined; name = pile.pop()) {
    if (found.has(name) || !assets.includes(name)) continue
    found.add(name)
    if (!name.endsWith('.js')) continue
    for (const match of bytes(name).toString('utf8').matchAll(/\b(?:import|export)\b[^'"()]{0,20000}?["']\.\/([^"']+\.js)["']/g)) pile.push(match[1] ?? '')
  }
  return found
}

/** @param {readonly string[]} names */
function size(names) {
  return names.reduce((sum, name) => sum + gzipSync(bytes(name), { level: 6 }).length, 0) / 1024
}

/** @param {string} name */
function bytes(name) {
  return readFileSync(join(folder, 'assets', name))
}
