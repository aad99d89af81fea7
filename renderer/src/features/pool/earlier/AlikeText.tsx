import { useTranslation } from 'react-i18next'
import type { Alike } from './likelyDuplicates.ts'

const MOST_WORDS = 6

/** Why it is likely the same: what both say, so that everybody can judge for themselves. */
export function AlikeText({ alike }: { readonly alike: Alike }) {
  const { t } = useTranslation('pool')
  const why = alike.by === 'place' ? t('earlier.why.place') : t(`earlier.why.${alike.in}`, { words: alike.shared.slice(0, MOST_WORDS).join(t('listComma')) })
  return <span className="earlier-why">{why}</span>
}
