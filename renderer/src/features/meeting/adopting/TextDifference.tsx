import { useTranslation } from 'react-i18next'
import { spliceBetween } from '../../../../../shared/lib/mergeText.ts'

/** What was taken out and put in since, within the text around it. */
export function TextDifference({ before, after }: { readonly before: string; readonly after: string }) {
  const { t } = useTranslation('adopting')
  const { start, end, added } = spliceBetween(before, after)
  return (
    <p className="text-difference" data-testid="difference" aria-label={t('difference')}>
      {before.slice(0, start)}
      {end > start && <del>{before.slice(start, end)}</del>}
      {added && <ins>{added}</ins>}
      {before.slice(end)}
    </p>
  )
}
