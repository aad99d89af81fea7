import { networkInterfaces } from 'node:os'

/**
 * Chromium knows no `app:` scheme, and a scheme cannot be added to it from outside. So `app://host/path` is shown to it
 * as `https://host.app.electron-double.invalid/path` (or `http:` when the app did not ask for a secure scheme), and
 * every request to such a host is answered by the app's own handler. `.invalid` never resolves (RFC 2606).
 */
const SUFFIX = 'electron-double.invalid'

/** What the hub sees as `Origin` when the app's own window, on `app://huishang`, calls it. */
export const APP_ORIGIN = `https://huishang.app.${SUFFIX}`

/**
 * @param {string} url
 * @param {ReadonlyMap<string, { secure?: boolean }>} schemes the registered custom schemes
 */
export function toBrowserUrl(url, schemes) {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^]*)$/i.exec(url)
  const scheme = match?.[1]?.toLowerCase()
  if (match === null || scheme === undefined) return url
  const privileges = schemes.get(scheme)
  if (privileges === undefined) return url
  return `${privileges.secure === true ? 'https' : 'http'}://${match[2]}.${scheme}.${SUFFIX}${match[3] === '' ? '/' : match[3]}`
}

/** The app's own spelling of a URL Chromium used; other URLs come back unchanged. @param {string} url */
export function toAppUrl(url) {
  const match = /^https?:\/\/([^/?#]*)\.([a-z][a-z0-9+-]*)\.electron-double\.invalid([^]*)$/i.exec(url)
  return match === null ? url : `${match[2]}://${match[1]}${match[3]}`
}

/** @param {string} url */
export function isDoubleUrl(url) {
  return toAppUrl(url) !== url
}

/** An origin as Electron reports it: `app://huishang`, `https://example.org`, `null`. @param {string} url in the app's spelling */
export function originOf(url) {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)/i.exec(url)
  if (match === null) return url.startsWith('file:') ? 'file://' : 'null'
  return `${match[1]}://${match[2]}`
}

/** @param {string} url */
export function isLoopback(url) {
  try {
    const { hostname } = new URL(url)
    return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
  } catch {
    return false
  }
}

/** Addresses of this machine on its networks, where a hub shows itself to others, are this machine too. */
export function ownAddresses() {
  return Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).map(({ address }) => (address.includes(':') ? `[${address}]` : address)))
}

/** @param {string} url */
export function isThisMachine(url) {
  return isLoopback(url) || (URL.canParse(url) && ownAddresses().includes(new URL(url).hostname))
}
