import type { PaletteItem } from '../hooks/usePalette.ts'

const MOST = 60

/** The items that hold every word of the query, those whose label begins with it first; otherwise in the order given. */
export function findItems(items: readonly PaletteItem[], query: string): readonly PaletteItem[] {
  const words = plain(query).split(/\s+/).filter((word) => word !== '')
  const first = words[0]
  if (first === undefined) return items.slice(0, MOST)
  const found = items.filter((item) => {
    const text = plain(`${item.label} ${item.detail ?? ''} ${item.group}`)
    return words.every((word) => text.includes(word))
  })
  const begins = (item: PaletteItem): boolean => plain(item.label).startsWith(first)
  // Groups stay together: the best group is the one with the best item.
  const groups = [...new Set(found.toSorted((a, b) => Number(begins(b)) - Number(begins(a))).map((item) => item.group))]
  return groups.flatMap((group) => found.filter((item) => item.group === group).toSorted((a, b) => Number(begins(b)) - Number(begins(a)))).slice(0, MOST)
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim()
}
