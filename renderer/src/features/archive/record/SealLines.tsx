import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useHubAnswer } from '../../../hooks/useHubAnswer.ts'
import { useRoomState } from '../../../hooks/useRoomState.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { recordSeal } from '../../../sync/witness/recordSeal.ts'

export interface SealLinesProps {
  readonly file: string
  readonly meetingId: string
  readonly bytes: Uint8Array
}

/** [A4] The ledger's short root under a record, on screen and on paper: who keeps the paper keeps what the ledger said then. */
export function SealLines({ file, meetingId, bytes }: SealLinesProps) {
  const { t } = useTranslation('archive')
  const { session, directoryConnection } = useJoined()
  // Asked again when the host is back.
  const isLive = useRoomState(directoryConnection).state === 'live'
  const { answer } = useHubAnswer(useCallback(() => recordSeal(session, file, meetingId, bytes), [session, file, meetingId, bytes]), isLive)
  if (answer.state === 'asking') return null
  if (answer.state === 'failed') return <p className="archive-seal">{t(answer.failure.kind === 'not-proven' ? 'seal.notProven' : 'seal.unknown')}</p>
  const { root, key, size, line } = answer.value
  return (
    <section className="archive-seal" aria-label={t('seal.heading')} data-testid="record-seal">
      <p>{t('seal.what', { line, count: size })}</p>
      <dl className="archive-facts">
        <div>
          <dt>{t('seal.root')}</dt>
          <dd>
            <code>{root}</code>
          </dd>
        </div>
        <div>
          <dt>{t('seal.key')}</dt>
          <dd>
            <code>{key}</code>
          </dd>
        </div>
      </dl>
      <p>{t('seal.keep')}</p>
    </section>
  )
}
