import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lean } from '../../../../../../shared/decision/ahp/pairs.ts'

/** A judgement in the words of Saaty's scale, the heavier one first. */
export function useLeanText(): (first: string, second: string, lean: Lean) => string {
  const { t } = useTranslation('scoring')
  return useCallback(
    (first, second, lean) => {
      if (lean === 0) return t('pairs.alike', { first, second })
      const number = Math.abs(lean) + 1
      const [more, less] = lean > 0 ? [first, second] : [second, first]
      return t('pairs.over', { more, less, strength: t(`pairs.strength.${number as 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`), number })
    },
    [t],
  )
}
