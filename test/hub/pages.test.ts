import { request as httpRequest } from 'node:http'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder } from '../support/emptyFolder.ts'
import { startHub } from './support.ts'

async function startWithPages() {
  const rendererDir = join(await emptyFolder(), 'renderer')
  await mkdir(join(rendererDir, 'assets'), { recursive: true })
  await writeFile(join(rendererDir, 'index.html'), '<!doctype html>会商')
  await writeFile(join(rendererDir, 'sw.js'), '//')
  await writeFile(join(rendererDir, '.env'), 'secret')
  await writeFile(join(rendererDir, '..', 'outside.txt'), 'secret')
  await writeFile(join(rendererDir, 'assets', 'index-a1.js'), 'export {}')
  await writeFile(join(rendererDir, 'assets', 'sql-b2.wasm'), '')
  return startHub({ rendererDir })
}

/** As sent: `fetch` would tidy the path. */
function raw(url: string, path: string, { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {}): Promise<{ status: number; text: string; headers: Record<string, unknown> }> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path, method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }))
    })
    request.on('error', reject).end()
  })
}

test('[F10] the browser edition is served, closed by default', async () => {
  const { url } = await startWithPages()
  const { status, text, headers } = await raw(url, '/')
  expect({ status, text, headers }).toMatchObject({
    status: 200,
    text: '<!doctype html>会商',
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy':
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; connect-src 'self' http: https: ws: wss:; worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
  })
  expect(headers['set-cookie']).toBeUndefined()
})

test('[F10] files have their types; hashed ones are kept, others asked for again', async () => {
  const { url } = await startWithPages()
  const seen = async (path: string) => {
    const { headers } = await raw(url, path)
    return [headers['content-type'], headers['cache-control']]
  }
  expect([await seen('/assets/index-a1.js'), await seen('/assets/sql-b2.wasm'), await seen('/sw.js'), await seen('/index.html?x=1')]).toEqual([
    ['text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['application/wasm', 'public, max-age=31536000, immutable'],
    ['text/javascript; charset=utf-8', 'no-cache'],
    ['text/html; charset=utf-8', 'no-cache'],
  ])
})

test('[F10] HEAD has the length and no body; other methods are refused', async () => {
  const { url } = await startWithPages()
  const { status, text, headers } = await raw(url, '/', { method: 'HEAD' })
  expect([status, text, headers['content-length']]).toEqual([200, '', '21'])
  expect(await raw(url, '/', { method: 'POST' })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
})

test.each([
  '/../outside.txt', '/%2e%2e/outside.txt', '/..%2foutside.txt', '/..%5coutside.txt', '/assets/../../outside.txt', '/assets%2findex-a1.js', '//etc/passwd',
  '/.env', '/C:/x', '/%00', '/%E0%A4', '/none.js', '/assets', '/assets/',
])('[F10] nothing but the built files: %s', async (path) => {
  const { url } = await startWithPages()
  const { status, text } = await raw(url, path)
  expect([status, text]).toEqual([404, 'There is no such page.\n'])
})

test('[F10] under a foreign name nothing is answered, whatever is asked', async () => {
  const { url } = await startWithPages()
  const statuses: number[] = []
  for (const path of ['/', '/healthz', '/api/meetings', '/api/join']) statuses.push((await raw(url, path, { headers: { Host: 'evil.example' } })).status)
  expect(statuses).toEqual([421, 421, 421, 421])
})

test('[F10] a hub is healthy before anybody joins, and says what is missing when pages are not built', async () => {
  const { url } = await startHub()
  expect([(await raw(url, '/healthz')).text, (await raw(url, '/')).text]).toEqual(['{"ok":true,"saving":true}\n', 'The pages are not built: run the build first.\n'])
})
