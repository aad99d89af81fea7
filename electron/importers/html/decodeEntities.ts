/** HTML's named characters from U+00A0 to U+00FF, in order. */
const LATIN =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo ' +
  'frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve ' +
  'Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ' +
  'ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'

/** Others that editors write, with their code points. */
const OTHERS: Readonly<Record<string, number>> = {
  amp: 38, lt: 60, gt: 62, quot: 34, apos: 39, OElig: 338, oelig: 339, Scaron: 352, scaron: 353, Yuml: 376, fnof: 402, circ: 710, tilde: 732,
  ensp: 8194, emsp: 8195, thinsp: 8201, zwnj: 8204, zwj: 8205, lrm: 8206, rlm: 8207, ndash: 8211, mdash: 8212, lsquo: 8216, rsquo: 8217, sbquo: 8218,
  ldquo: 8220, rdquo: 8221, bdquo: 8222, dagger: 8224, Dagger: 8225, bull: 8226, hellip: 8230, permil: 8240, prime: 8242, Prime: 8243, lsaquo: 8249,
  rsaquo: 8250, euro: 8364, trade: 8482, larr: 8592, uarr: 8593, rarr: 8594, darr: 8595, harr: 8596, rArr: 8658, hArr: 8660, minus: 8722, infin: 8734,
  asymp: 8776, ne: 8800, equiv: 8801, le: 8804, ge: 8805, alpha: 945, beta: 946, gamma: 947, delta: 948, epsilon: 949, lambda: 955, mu: 956, pi: 960,
  sigma: 963, phi: 966, omega: 969, Delta: 916, Sigma: 931, Omega: 937, checkmark: 10003, check: 10003,
}

const NAMED: ReadonlyMap<string, number> = new Map([...LATIN.split(' ').map((name, index): [string, number] => [name, 0xa0 + index]), ...Object.entries(OTHERS)])

/** Characters instead of `&ouml;`, `&#8211;`, `&#x4F1A;`. What is no character reference stays as it is written. */
export function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]{1,8})|#(\d{1,8})|([a-z][a-z0-9]{1,30}));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return character(NAMED.get(name)) ?? whole
    return character(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)) ?? whole
  })
}

/** Half of a surrogate pair is no character and would damage the text it stands in. */
function character(code: number | undefined): string | undefined {
  if (code === undefined || code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined
  return String.fromCodePoint(code)
}
