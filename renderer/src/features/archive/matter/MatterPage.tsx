import { Button, TextArea } from '@blueprintjs/core'
import { ArrowLeft } from '@blueprintjs/icons'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { withFields, type ArchiveRoute } from '../../../hooks/archiveRoute.ts'
import { replaceRoute } from '../../../hooks/useRoute.ts'
import { useSentence } from '../../../hooks/useSentence.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { FailureText } from '../../../ui/FailureText.tsx'
import { isComposing } from '../../../ui/isComposing.ts'
import { PickBar } from '../PickBar.tsx'
import { moveFocus } from '../moveFocus.ts'
import { useEscape } from '../useEscape.ts'
import type { Picks } from '../usePicks.ts'
import { EarlierItems } from './EarlierItems.tsx'
import { useMatter } from './useMatter.ts'

export interface MatterPageProps {
  readonly route: ArchiveRoute
  /** The matter's title, then more of it on further lines. */
  readonly text: string
  readonly picks: Picks
  readonly onBack: () => void
}

/** Decisions so far on a matter, to read, to compare and to cite. */
export function MatterPage({ route, text, picks, onBack }: MatterPageProps) {
  const { t } = useTranslation(['archive', 'common'])
  const sentence = useSentence()
  const { answer, askAgain } = useMatter(text)
  useEscape(onBack)
  return (
    <div className="archive">
      <header className="archive-bar">
        <Button variant="minimal" icon={<ArrowLeft title={null} />} text={t('backToSearch')} title={t('backKey')} onClick={onBack} />
        <h1 className="archive-heading">{t('decisionsSoFar')}</h1>
      </header>
      <MatterField key={text} text={text} onChange={(matter) => replaceRoute(withFields(route, { matter }))} />
      {answer.state === 'asking' && (
        <p className="archive-note" role="status">
          {t('searching')}
        </p>
      )}
      {(answer.state === 'failed' || (answer.state === 'there' && answer.failure)) && (
        <div className="archive-failure">
          <FailureText>{sentence(answer.failure ?? { kind: 'bug' })}</FailureText>
          <Button text={t('common:retry')} onClick={askAgain} />
        </div>
      )}
      {answer.state === 'there' && (
        <>
          <p className="archive-note" role="status">
            {answer.value.terms.length > 0 && t('matterFound', { count: answer.value.items.length, terms: answer.value.terms.join(t('listComma')) })}
            {answer.value.unread > 0 && ` ${t('matterUnread', { count: answer.value.unread })}`}
          </p>
          {!answer.value.isComplete && (
            <p className="archive-note mark-warn">
              <span aria-hidden="true">▲</span> {t('incomplete')}
            </p>
          )}
          {answer.value.terms.length === 0 && <EmptyState text={t('matterNoWords')} />}
          {answer.value.terms.length > 0 && answer.value.items.length === 0 && <EmptyState text={t('matterNone')} />}
          {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the links inside are what is interactive; keys step between them */}
          <div className="hit-groups" onKeyDown={moveFocus}>
            <EarlierItems items={answer.value.items} route={route} picks={picks} />
          </div>
        </>
      )}
      <PickBar picks={picks} route={route} />
    </div>
  )
}

/** The matter in words, to change: Ctrl+Enter looks again. */
function MatterField({ text, onChange }: { readonly text: string; readonly onChange: (text: string) => void }) {
  const { t } = useTranslation('archive')
  const [typed, setTyped] = useState(text)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    if (event.key === 'Escape' && typed !== text) {
      event.preventDefault()
      event.stopPropagation()
      setTyped(text)
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && typed.trim()) onChange(typed.trim())
  }
  return (
    <div className="matter-field">
      <TextArea fill autoResize aria-label={t('matter')} placeholder={t('matterHint')} maxLength={300} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} onKeyDown={onKeyDown} />
      <Button text={t('lookAgain')} title="Ctrl+Enter" disabled={!typed.trim() || typed.trim() === text} onClick={() => onChange(typed.trim())} />
    </div>
  )
}
