import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { meetingRoom } from '../../../../../shared/model/DirectoryDocument.ts'
import { isLate } from '../../../../../shared/room/deadlines.ts'
import { papersOf } from '../../../../../shared/model/submissions.ts'
import type { Paper } from '../../../../../shared/schema/submission.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useDirectoryName } from '../../../hooks/useDirectoryName.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useMeetingDeadlines } from '../../../hooks/useMeetingDeadlines.ts'
import { useSavePaper } from '../../../hooks/useSavePaper.ts'
import { dateTimeText } from '../../../ui/dateText.ts'
import { FileButton, FileDrop, Sending } from '../../../ui/FileDrop.tsx'
import { sizeText } from '../../../ui/sizeText.ts'
import { PapersMark } from '../agenda/PapersMark.tsx'
import { useAddItemPaper } from './useAddItemPaper.ts'
import './itemPapers.css'

/** The papers of an item by name, the last version first, to save; and the way to add one, or the next version of one. */
export function ItemPapers({ itemId }: { readonly itemId: string }) {
  const { t, i18n } = useTranslation(['papers', 'common', 'deadlines'])
  const papers = papersOf(useCollection(useMeeting().meeting.papers), itemId)
  const { denial, reason, progress, add, cancel } = useAddItemPaper(itemId)
  const papersBy = useMeetingDeadlines(useMeeting().meeting)?.papersBy ?? null
  return (
    <details className="item-papers" data-testid="item-papers">
      <summary>
        {t('count', { count: papers.length })} <PapersMark itemId={itemId} />
      </summary>
      {papersBy !== null && <p className="item-papers-hint">{t('deadlines:papersBy', { when: dateTimeText(new Date(papersBy), i18n.language) })} {t('deadlines:how')}</p>}
      <FileDrop label={t('add')} reason={denial ?? reason} onFile={(file) => void add(file)}>
        {(choose) => (
          <>
            {papers.length > 0 && (
              <ul>
                {papers.map(([name, versions]) => (
                  <li key={name}>
                    <span className="item-paper-name">{name}</span>
                    {denial === null && <FileButton isMinimal label={t('newVersion')} name={t('newVersionOf', { name })} reason={reason} onFile={(file) => void add(file, name)} />}
                    <ul>
                      {versions.map((paper) => (
                        <Version key={paper.id} paper={paper} wasLate={isLate(papersBy, paper.at)} />
                      ))}
                    </ul>
                  </li>
                ))}
              </ul>
            )}
            {progress ? (
              <Sending
                share={progress.sent / progress.all}
                text={t('sending', { sent: sizeText(progress.sent, i18n.language), all: sizeText(progress.all, i18n.language) })}
                cancelLabel={t('common:cancel')}
                onCancel={cancel}
              />
            ) : (
              <p className="item-papers-add">
                {denial === null && choose} <span className="item-papers-hint">{denial ?? reason ?? t('hint')}</span>
              </p>
            )}
          </>
        )}
      </FileDrop>
    </details>
  )
}

function Version({ paper, wasLate }: { readonly paper: Paper; readonly wasLate: boolean }) {
  const { t, i18n } = useTranslation(['papers', 'deadlines'])
  const nameOf = useDirectoryName()
  const { isRunning, save } = useSavePaper(meetingRoom(useMeeting().id))
  const { name, version, bytes, at, by } = paper
  return (
    <li className="item-paper-version">
      <Button size="small" variant="minimal" loading={isRunning} text={t('version', { version })} aria-label={t('save', { name, version })} onClick={() => void save(paper)} />
      <span>{sizeText(bytes, i18n.language)}</span>
      <span>{nameOf(by)}</span>
      <time dateTime={at}>{dateTimeText(at, i18n.language)}</time>
      {wasLate && (
        <span className="mark mark-warn">
          <span aria-hidden="true">▲</span>
          {t('deadlines:mark.late')}
        </span>
      )}
      {version > 1 && <span>{t('replaces', { version: version - 1 })}</span>}
    </li>
  )
}
