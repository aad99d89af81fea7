import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isAppUrl } from '../../electron/main/appOrigin.ts'
import { isOpenableExternally } from '../../electron/main/isOpenableExternally.ts'
import { isPermitted } from '../../electron/main/permissions.ts'
import { resolveAsset } from '../../electron/main/resolveAsset.ts'

test.each([
  ['app://huishang', true],
  ['app://huishang/', true],
  ['app://huishang/index.html?x=1#/join/abc', true],
  ['app://huishang.evil/', false],
  ['app://huishang:1/', false],
  ['app://user@huishang/', false],
  ['app://other/', false],
  ['https://huishang/', false],
  ['about:blank', false],
  ['data:text/html,app://huishang/', false],
  ['file:///app://huishang/', false],
  ['', false],
  ['app:', false],
])('[F3] own page: %s is %s', (url, isOwn) => {
  expect(isAppUrl(url)).toBe(isOwn)
})

test.each([
  ['https://example.org/a?b=c#d', true],
  ['HTTPS://EXAMPLE.ORG', true],
  ['http://example.org/', false],
  ['https://user@example.org/', false],
  ['https://user:pass@example.org/', false],
  ['file:///etc/passwd', false],
  ['smb://server/share', false],
  ['javascript:alert(1)', false],
  ['ms-msdt:/id', false],
  ['mailto:a@example.org', false],
  [`https://example.org/${'a'.repeat(2048)}`, false],
  ['https://', false],
  ['', false],
])('[F3] %s may go to the system: %s', (url, isOpenable) => {
  expect(isOpenableExternally(url)).toBe(isOpenable)
})

test.each([
  ['loopback-network', 'app://huishang', true, true],
  ['local-network', 'app://huishang/', true, true],
  ['local-network-access', 'app://huishang', true, true],
  ['clipboard-sanitized-write', 'app://huishang', true, true],
  ['clipboard-sanitized-write', 'app://huishang', false, false],
  ['clipboard-sanitized-write', 'https://example.org', true, false],
  ['clipboard-read', 'app://huishang', true, false],
  ['media', 'app://huishang', true, false],
  ['geolocation', 'app://huishang', true, false],
  ['unknown', 'app://huishang', true, false],
])('[F3] permission %s for %s (top frame: %s): %s', (permission, url, isMainFrame, isGranted) => {
  expect(isPermitted(permission, url, isMainFrame)).toBe(isGranted)
})

const root = join('/', 'r')

test.each([
  ['/', 'index.html', 'text/html; charset=utf-8'],
  ['/index.html?v=1#x', 'index.html', 'text/html; charset=utf-8'],
  ['/assets/a.js', 'assets/a.js', 'text/javascript; charset=utf-8'],
  ['/assets/a.CSS', 'assets/a.CSS', 'text/css; charset=utf-8'],
  ['/assets/sql-wasm.wasm', 'assets/sql-wasm.wasm', 'application/wasm'],
  ['/assets/%E4%BC%9A.svg', 'assets/会.svg', 'image/svg+xml'],
  ['/LICENSE', 'LICENSE', 'application/octet-stream'],
  // The URL parser itself resolves these two; they stay inside.
  ['/../../etc/passwd', 'etc/passwd', 'application/octet-stream'],
  ['/%2e%2e/%2E%2E/etc/passwd', 'etc/passwd', 'application/octet-stream'],
])('[F3] %s is the file %s', (path, file, type) => {
  expect(resolveAsset(root, 'GET', `app://huishang${path}`)).toEqual({ status: 200, path: join(root, file), type })
})

test.each([
  ['GET', '/..%2f..%2fetc/passwd', 400],
  ['GET', '/assets/..%5c..%5cwin.ini', 400],
  ['GET', '/%2e%2e%2f%2e%2e%2fetc%2fpasswd', 400],
  ['GET', '/index.html%00.png', 400],
  ['GET', '/a%0ab', 400],
  ['GET', '/c%3a/windows', 400],
  ['GET', '/index.html::$DATA', 400],
  ['GET', '//etc/passwd', 400],
  ['GET', '/%zz', 400],
  ['GET', '/%ff', 400],
  ['GET', '/.env', 404],
  ['GET', '/assets/.git/config', 404],
  ['GET', '/...', 404],
  ['POST', '/', 405],
  ['PUT', '/a', 405],
  ['OPTIONS', '/', 405],
] as const)('[F3] %s %s is %d', (method, path, status) => {
  expect(resolveAsset(root, method, `app://huishang${path}`)).toEqual({ status })
})

test('[F3] another host has nothing', () => {
  expect(resolveAsset(root, 'GET', 'app://elsewhere/index.html')).toEqual({ status: 404 })
})
