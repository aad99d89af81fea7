import { Button, ButtonGroup } from '@blueprintjs/core'
import { ChevronDown, ChevronUp } from '@blueprintjs/icons'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { usePaletteExtras } from '../../../hooks/usePalette.ts'
import type { Steps } from './useSteps.ts'

/** n of m, and the way to the next: Alt with the arrows does the same. */
export function StepBar({ q, steps: { count, at, go } }: { readonly q: string; readonly steps: Steps }) {
  const { t } = useTranslation('archive')
  usePaletteExtras(
    useMemo(
      () => [
        { id: 'archive-after', group: t('heading'), label: t('stepAfter'), keys: 'Alt+↓', run: () => go(1) },
        { id: 'archive-before', group: t('heading'), label: t('stepBefore'), keys: 'Alt+↑', run: () => go(-1) },
      ],
      [t, go],
    ),
  )
  useEffect(() => {
    const handle = (event: KeyboardEvent): void => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
      // A select opens its list by the same keys.
      if (event.target instanceof HTMLSelectElement) return
      event.preventDefault()
      go(event.key === 'ArrowDown' ? 1 : -1)
    }
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [go])
  return (
    <div className="step-bar" role="group" aria-label={t('steps', { q })}>
      <span className="step-query" title={q}>
        {t('stepsOf', { q })}
      </span>
      <span role="status">{count === 0 ? t('noSteps') : at < 0 ? t('stepCount', { count }) : t('stepAt', { at: at + 1, count })}</span>
      <ButtonGroup variant="minimal">
        <Button size="small" disabled={count === 0} icon={<ChevronUp title={null} />} aria-label={t('stepBefore')} title={`${t('stepBefore')} Alt+↑`} onClick={() => go(-1)} />
        <Button size="small" disabled={count === 0} icon={<ChevronDown title={null} />} aria-label={t('stepAfter')} title={`${t('stepAfter')} Alt+↓`} onClick={() => go(1)} />
      </ButtonGroup>
    </div>
  )
}
