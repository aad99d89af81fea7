import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

export interface Numbers {
  /** A weighted value of 0 to 100, or a difference of two: always with a decimal, so that columns and bars compare. */
  readonly marks: (value: number) => string
  /** What departments gave, or an average of it, in the criterion's unit. */
  readonly points: (value: number) => string
  /** A share of 1. */
  readonly percent: (share: number) => string
  readonly signed: (value: number) => string
  readonly list: (names: readonly string[]) => string
}

/** How results write numbers, in the language on screen. */
export function useNumbers(): Numbers {
  const { i18n } = useTranslation()
  const { language } = i18n
  return useMemo(() => {
    const marks = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
    const points = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
    const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
    const signed = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' })
    const list = new Intl.ListFormat(language, { type: 'conjunction' })
    return { marks: (value) => marks.format(value), points: (value) => points.format(value), percent: (share) => percent.format(share), signed: (value) => signed.format(value), list: (names) => list.format(names) }
  }, [language])
}
