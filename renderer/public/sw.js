/**
 * Lets a browser that has been here before open the page while the hub is away [F7]. Keeps the page and its built
 * files, nothing else: /api and /sync are never answered from here, and what people write is in IndexedDB.
 *
 * The page comes from the hub where it answers in time, so a new version shows at the next load; the files below
 * assets/ have their content's hash in the name and never change.
 */
const CACHE = 'huishang-shell'
const PAGE = new URL('./', self.location).href
const ASSETS = new URL('./assets/', self.location).href
/** Where the names of the files that belong to the kept page are noted, inside the cache. */
const NAMES = new URL('./kept-assets.json', self.location).href
/** How long a hub that does not answer may keep people waiting, in ms. */
const PATIENCE = 2500

self.addEventListener('install', (event) => {
  event.waitUntil(
    fetch(PAGE, { cache: 'no-cache' })
      .then((response) => keep(response))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request
  const address = url.split(/[?#]/)[0]
  if (method !== 'GET') return
  if (mode === 'navigate' && (address === PAGE || address === `${PAGE}index.html`)) event.respondWith(answerPage(event))
  else if (address.startsWith(ASSETS)) event.respondWith(answerAsset(event.request))
})

async function answerPage(event) {
  const fresh = fetch(event.request).then((response) => {
    if (response.ok) event.waitUntil(keep(response.clone()).catch(() => undefined))
    return response
  })
  const kept = await caches.match(PAGE)
  if (!kept) return fresh
  const inTime = await Promise.race([fresh.catch(() => null), new Promise((resolve) => setTimeout(resolve, PATIENCE, null))])
  return inTime?.ok ? inTime : kept
}

async function answerAsset(request) {
  const kept = await caches.match(request.url)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) await (await caches.open(CACHE)).put(request.url, response.clone())
  return response
}

/**
 * Keeps a page once everything it needs is kept, so that page and files always fit together. The files of the page
 * before stay: another window may still be running it.
 */
async function keep(response) {
  if (!response.ok) throw new Error(`the page answered ${response.status}`)
  const cache = await caches.open(CACHE)
  const html = await response.clone().text()
  const names = await keepAssets(cache, html)
  const before = await (await cache.match(NAMES))?.json()
  if (before && same(before, names)) return
  await cache.put(PAGE, response)
  await cache.put(NAMES, new Response(JSON.stringify(names)))
  const needed = new Set([...names, ...(before ?? [])].map((name) => ASSETS + name))
  for (const { url } of await cache.keys()) if (url.startsWith(ASSETS) && !needed.has(url)) await cache.delete(url)
}

/** Follows the names of built files from the page through scripts and styles. @returns all names, sorted. */
async function keepAssets(cache, html) {
  const found = new Set(namesIn(html))
  // A set that grows while it is walked is walked to its new end.
  for (const name of found) {
    const response = (await cache.match(ASSETS + name)) ?? (await fetchInto(cache, ASSETS + name))
    if (!response) found.delete(name)
    else if (/\.(?:js|css)$/.test(name)) for (const next of namesIn(await response.text())) found.add(next)
  }
  return [...found].toSorted()
}

async function fetchInto(cache, url) {
  const response = await fetch(url)
  if (!response.ok) return undefined
  await cache.put(url, response.clone())
  return response
}

function namesIn(text) {
  return text.match(/[\w.]+-[\w-]{8}\.(?:js|css|woff2?|ttf|wasm|svg|png)\b/g) ?? []
}

function same(a, b) {
  return a.length === b.length && a.every((name, index) => name === b[index])
}
