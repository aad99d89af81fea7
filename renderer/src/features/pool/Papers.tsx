import { Button } from '@blueprintjs/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { addPaper } from '../../../../shared/model/papers.ts'
import { poolRoom } from '../../../../shared/model/PoolDocument.ts'
import { papersOf } from '../../../../shared/model/submissions.ts'
import { MOST_PAPER_BYTES, type Paper, type Submission } from '../../../../shared/schema/submission.ts'
import { useCollection } from '../../hooks/useCollection.ts'
import { useDirectoryName } from '../../hooks/useDirectoryName.ts'
import { useNotice } from '../../hooks/useNotice.ts'
import { useRequest } from '../../hooks/useRequest.ts'
import { useSavePaper } from '../../hooks/useSavePaper.ts'
import { useJoined } from '../../hooks/useSession.ts'
import { uploadPaper } from '../../sync/hubClient.ts'
import { dateTimeText } from '../../ui/dateText.ts'
import { PanelField } from '../../ui/SidePanel.tsx'
import { usePool, usePoolCommand } from './usePool.ts'

/** Papers by name with all their versions; a file of the same name is the next version. */
export function Papers({ submission, mayAdd }: { readonly submission: Submission; readonly mayAdd: boolean }) {
  const { t } = useTranslation('pool')
  const papers = papersOf(useCollection(usePool(submission.departmentId).papers), submission.id)
  return (
    <PanelField label={t('papers.title')}>
      {papers.length === 0 && <p className="panel-note">{t('papers.none')}</p>}
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
  const { t, i18n } = useTranslation('pool')
  const nameOf = useDirectoryName()
  const { isRunning, save } = useSavePaper(room)
  return (
    <span className="pool-row-facts">
      <Button size="small" variant="minimal" loading={isRunning} text={t('papers.version', { version: paper.version })} aria-label={t('papers.save', { name: paper.name, version: paper.version })} onClick={() => void save(paper)} />
      <span>{nameOf(paper.by)}</span>
      <time dateTime={paper.at}>{dateTimeText(paper.at, i18n.language)}</time>
    </span>
  )
}

function AddPaper({ submission }: { readonly submission: Submission }) {
  const { t } = useTranslation('pool')
  const { session } = useJoined()
  const run = usePoolCommand()
  const notice = useNotice()
  const request = useRequest()
  const input = useRef<HTMLInputElement>(null)
  const add = async (file: File): Promise<void> => {
    if (file.size > MOST_PAPER_BYTES) return notice.error({ kind: 'request-too-large' })
    const sent = await request.run(() => uploadPaper(session, file))
    if (!sent.ok) return notice.error(sent.error)
    run(submission.departmentId, addPaper, { ownerId: submission.id, name: file.name.slice(0, 500), type: file.type, ...sent.value })
  }
  return (
    <div>
      <input ref={input} type="file" className="visually-hidden" tabIndex={-1} aria-label={t('papers.add')} onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          if (file) void add(file)
          currentTarget.value = ''
        }}
      />
      <Button size="small" variant="outlined" loading={request.isRunning} text={t('papers.add')} onClick={() => input.current?.click()} />
    </div>
  )
}
