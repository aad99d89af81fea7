import type { TFunction } from 'i18next'
import { archiveFile } from '../../../hooks/archiveRoute.ts'
import { dayText } from '../../../ui/dateText.ts'
import type { Pick } from '../usePicks.ts'

/** Plain text that says which meeting decided what and when, and where its record is; one paragraph for each. */
export function citationText(picks: readonly Pick[], language: string, t: TFunction<'archive'>): string {
  return picks
    .toSorted((a, b) => (a.heldOn < b.heldOn ? -1 : 1))
    .map(({ kind, path, meeting, heldOn, text }) =>
      t('citation', { meeting, day: dayText(`${heldOn}T00:00:00`, language), kind: t(`kind.${kind}`), text: text.trim().replaceAll(/\s*\n\s*/g, ' '), record: archiveFile(path).replace(/\.sqlite$/, '') }),
    )
    .join('\n')
}
