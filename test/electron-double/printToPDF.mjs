import { notImplemented } from './offer.mjs'

/** Inches, portrait. @type {Record<string, [number, number]>} */
const PAPER = { A0: [33.1, 46.8], A1: [23.4, 33.1], A2: [16.54, 23.4], A3: [11.7, 16.54], A4: [8.27, 11.7], A5: [5.83, 8.27], A6: [4.13, 5.83], Legal: [8.5, 14], Letter: [8.5, 11], Tabloid: [11, 17], Ledger: [17, 11] }
const PASSED = ['landscape', 'displayHeaderFooter', 'printBackground', 'scale', 'pageRanges', 'headerTemplate', 'footerTemplate', 'preferCSSPageSize', 'generateTaggedPDF', 'generateDocumentOutline']

/**
 * @param {import('./cdp.mjs').CdpSession} session
 * @param {any} options as Electron's PrintToPDFOptions
 * @returns {Promise<Buffer>}
 */
export async function printToPDF(session, options) {
  const { pageSize = 'Letter', margins = {}, ...rest } = options
  for (const name of Object.keys(rest)) if (!PASSED.includes(name)) notImplemented(`printToPDF with ${name}`)
  const size = typeof pageSize === 'string' ? PAPER[pageSize] : [pageSize.width, pageSize.height]
  if (size === undefined) throw new Error(`Unsupported pageSize: ${String(pageSize)}`)
  const { top = 0.4, bottom = 0.4, left = 0.4, right = 0.4 } = margins
  const { data } = await session.send('Page.printToPDF', {
    ...rest, paperWidth: size[0], paperHeight: size[1], marginTop: top, marginBottom: bottom, marginLeft: left, marginRight: right,
  })
  return Buffer.from(data, 'base64')
}
