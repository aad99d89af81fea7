import { TextArea } from '@blueprintjs/core'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { draftResolution, resolutionsOf } from '../../../../../shared/model/resolutions.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useMayWrite, useMeeting } from '../../../hooks/useMeeting.ts'
import { isComposing } from '../../../ui/isComposing.ts'
import { LintFindings } from '../adopting/LintFindings.tsx'
import { ResolutionRow } from './ResolutionRow.tsx'

/** What the meeting resolves on this item: drafts beside what it is about, until they are adopted. */
export function Resolutions({ itemId }: { readonly itemId: string }) {
  const { t } = useTranslation('meeting')
  const { meeting } = useMeeting()
  const mayWrite = useMayWrite('resolutions')
  const resolutions = resolutionsOf(useCollection(meeting.resolutions), itemId)
  return (
    <section className="item-section" data-testid="resolutions" aria-label={t('resolutions.title')}>
      <h2>{t('resolutions.title')}</h2>
      {resolutions.length === 0 && <p className="item-none">{t(mayWrite ? 'resolutions.empty' : 'resolutions.none')}</p>}
      <ol className="resolutions">
        {resolutions.map((resolution, index) => (
          <ResolutionRow key={resolution.id} resolution={resolution} number={index + 1} />
        ))}
      </ol>
      {mayWrite && <AddResolution itemId={itemId} />}
    </section>
  )
}

/** Enter adds, Shift+Enter breaks the line: resolutions are mostly one sentence. */
function AddResolution({ itemId }: { readonly itemId: string }) {
  const { t } = useTranslation('meeting')
  const run = useCommand()
  const [text, setText] = useState('')
  const [linted, setLinted] = useState('')
  const clear = (): void => {
    setText('')
    setLinted('')
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event) || event.shiftKey || event.key !== 'Enter') return
    event.preventDefault()
    if (text.trim() && run(draftResolution, { itemId, text: text.trim() }).ok) clear()
  }
  return (
    <>
      <TextArea
        asyncControl
        fill
        autoResize
        className="resolution-add"
        aria-label={t('resolutions.add')}
        placeholder={t('resolutions.addHint')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          if (!(event.nativeEvent as InputEvent).isComposing) setLinted(event.currentTarget.value)
        }}
        onCompositionEnd={(event) => setLinted(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <LintFindings text={linted} resolutionId={null} needsFollowUp />
    </>
  )
}
