const KILO = 1024

/** Bytes for people: `820 KB`, `3.4 MB`. */
export function sizeText(bytes: number, language: string): string {
  const kilobytes = bytes / KILO
  const isLarge = kilobytes >= KILO
  const amount = new Intl.NumberFormat(language, { maximumFractionDigits: isLarge && kilobytes < 10 * KILO ? 1 : 0 }).format(isLarge ? kilobytes / KILO : Math.max(1, kilobytes))
  return `${amount} ${isLarge ? 'MB' : 'KB'}`
}
