import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from './useNotice.ts'

/** The sentence of a failure in the language on screen; every kind has one in `errors.json`, see the i18n test. */
export function useSentence(): (failure: Failure) => string {
  const { t, i18n } = useTranslation('errors')
  return useCallback(
    (failure) => {
      // Kinds come from many modules and from the hub, a newer one included: then its own words are shown.
      const key = i18n.exists(`errors:${failure.kind}`) ? failure.kind : 'unknown'
      return t(key as 'unknown', { ...failure, message: failure.message || failure.kind })
    },
    [t, i18n],
  )
}
