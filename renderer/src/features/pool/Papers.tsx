import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { addPaper } from '../../../../shared/model/papers.ts'
import { poolRoom } from '../../../../shared/model/PoolDocument.ts'
import { papersOf } from '../../../../shared/model/submissions.ts'
import type { Paper, Submission } from '../../../../shared/schema/submission.ts'
import { useCollection } from '../../hooks/useCollection.ts'
import { useDirectoryName } from '../../hooks/useDirectoryName.ts'
import { useNotice } from '../../hooks/useNotice.ts'
import { useRoomState } from '../../hooks/useRoomState.ts'
import { useSavePaper } from '../../hooks/useSavePaper.ts'
import { useJoined } from '../../hooks/useSession.ts'
import { useUploadPaper } from '../../hooks/useUploadPaper.ts'
import { dateTimeText } from '../../ui/dateText.ts'
import { FileDrop, Sending } from '../../ui/FileDrop.tsx'
import { PanelField } from '../../ui/SidePanel.tsx'
import { sizeText } from '../../ui/sizeText.ts'
import { usePool, usePoolCommand } from './usePool.ts'

/** Papers by name with all their versions; a file of the same name is the next version. */
export function Papers({ submission, mayAdd }: { readonly submission: Submission; readonly mayAdd: boolean }) {
  const { t } = useTranslation('papers')
  const papers = papersOf(useCollection(usePool(submission.departmentId).papers), submission.id)
  return (
    <PanelField label={t('title')}>
      {papers.length === 0 && <p className="panel-note">{t('none')}</p>}
      <ul className="pool-history" data-testid="papers">
        {papers.map(([name, versions]) => (
          <li key={name}>
            <span className="pool-note">{name}</span>
            {versions.map((paper) => (
              <Version key={paper.id} paper={paper} room={poolRoom(submission.departmentId)} />
            ))}
          </li>
        ))}
      </ul>
      {mayAdd && <AddPaper submission={submission} />}
    </PanelField>
  )
}

function Version({ paper, room }: { readonly paper: Paper; readonly room: string }) {
  const { t, i18n } = useTranslation('papers')
  const nameOf = useDirectoryName()
  const { isRunning, save } = useSavePaper(room)
  return (
    <span className="pool-row-facts">
      <Button size="small" variant="minimal" loading={isRunning} text={t('version', { version: paper.version })} aria-label={t('save', { name: paper.name, version: paper.version })} onClick={() => void save(paper)} />
      <span>{nameOf(paper.by)}</span>
      <time dateTime={paper.at}>{dateTimeText(paper.at, i18n.language)}</time>
    </span>
  )
}

function AddPaper({ submission }: { readonly submission: Submission }) {
  const { t, i18n } = useTranslation(['papers', 'common'])
  const run = usePoolCommand()
  const notice = useNotice()
  const isLive = useRoomState(useJoined().directoryConnection).state === 'live'
  const { progress, upload, cancel } = useUploadPaper()
  const reason = isLive ? undefined : t('needsHost')
  const add = async (file: File): Promise<void> => {
    const sent = await upload(file)
    if (sent.ok) run(submission.departmentId, addPaper, { ownerId: submission.id, name: file.name.slice(0, 500), ...sent.value })
    else if (sent.error.kind !== 'cancelled') notice.error(sent.error)
  }
  return (
    <FileDrop label={t('add')} reason={reason} onFile={(file) => void add(file)}>
      {(choose) =>
        progress ? (
          <Sending
            share={progress.sent / progress.all}
            text={t('sending', { sent: sizeText(progress.sent, i18n.language), all: sizeText(progress.all, i18n.language) })}
            cancelLabel={t('common:cancel')}
            onCancel={cancel}
          />
        ) : (
          <p className="pool-row-facts">
            {choose} <span className="panel-note">{reason ?? t('hint')}</span>
          </p>
        )
      }
    </FileDrop>
  )
}
