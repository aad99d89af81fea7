import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { editResolution } from '../../../../../shared/model/resolutions.ts'
import type { Adoption } from '../../../../../shared/schema/adoption.ts'
import type { Resolution } from '../../../../../shared/schema/meeting.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useEditing } from '../../../hooks/useEditing.ts'
import { useWriteReason } from '../../../hooks/useWriteReason.ts'
import { EditableLine } from '../../../ui/EditableLine.tsx'
import { AdoptedLine } from '../adopting/AdoptedLine.tsx'
import { LintFindings } from '../adopting/LintFindings.tsx'
import { TextDifference } from '../adopting/TextDifference.tsx'
import { EditedBy } from './ItemHead.tsx'

export interface ResolutionTextProps {
  readonly resolution: Resolution
  /** The adoption that counts. */
  readonly adoption: Adoption | undefined
  /** An adopted one is being changed, which has no force until it is adopted again. */
  readonly isChanging: boolean
  readonly onChanging: () => void
}

/** The text as adopted, which nothing changes; or the draft, which is edited where it is read. */
export function ResolutionText({ resolution, adoption, isChanging, onChanging }: ResolutionTextProps) {
  const { t } = useTranslation('adopting')
  const mayWrite = useWriteReason('resolutions')() === null
  if (!adoption) return <DraftText resolution={resolution} />
  const isChanged = adoption.text !== resolution.text
  return (
    <>
      <p className="resolution-adopted">{adoption.text}</p>
      <AdoptedLine adoption={adoption} />
      {isChanged && (
        <>
          <p className="resolution-changed">{t('changed')}</p>
          <TextDifference before={adoption.text} after={resolution.text} />
        </>
      )}
      {mayWrite && !isChanged && !isChanging && <Button size="small" variant="minimal" text={t('change')} onClick={onChanging} />}
      {mayWrite && (isChanged || isChanging) && <DraftText resolution={resolution} />}
    </>
  )
}

function DraftText({ resolution: { id, text, needsFollowUp } }: Pick<ResolutionTextProps, 'resolution'>) {
  const { t } = useTranslation('meeting')
  const run = useCommand()
  const tell = useEditing()
  const reason = useWriteReason('resolutions')()
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <>
      <EditableLine
        isMultiline
        value={text}
        label={t('resolutions.text')}
        readOnlyReason={reason}
        onCommit={(changed) => run(editResolution, id, { text: changed }).ok}
        onEditing={(isEditing) => tell(isEditing ? `resolutions/${id}/text` : null)}
        onTyping={setTyped}
      />
      <EditedBy path={`resolutions/${id}/text`} />
      {reason === null && <LintFindings text={typed ?? text} resolutionId={id} needsFollowUp={needsFollowUp} />}
    </>
  )
}
