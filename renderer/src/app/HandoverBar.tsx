import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { compareHosts } from '../../../shared/model/DirectoryDocument.ts'
import { useCollection } from '../hooks/useCollection.ts'
import { useHost } from '../hooks/useHost.ts'
import { useRequest } from '../hooks/useRequest.ts'
import { useRoomState } from '../hooks/useRoomState.ts'
import { useSentence } from '../hooks/useSentence.ts'
import { useJoined, useSelf } from '../hooks/useSession.ts'
import { FailureText } from '../ui/FailureText.tsx'
import { useStandby } from './useStandby.ts'
import './handover.css'

/** What to do when the host has gone: take over, wait for who may, or, in a browser, where to go. And why this machine could not. */
export function HandoverBar() {
  const joined = useJoined()
  const { kind } = useHost()
  const standby = useStandby(joined)
  const self = useSelf()
  const isNamed = useCollection(joined.directory.standIns).some(({ id }) => id === self.id) || self.role === 'secretary'
  const room = useRoomState(joined.directoryConnection)
  // A host that is there and can't save is not away.
  const isAway = room.state === 'offline' && room.isHubSaving
  if (standby.state === 'not-saving' || ('isSaving' in standby && !standby.isSaving)) return <CopyNotSaving />
  if (standby.state === 'alone' && standby.isCopied && isNamed) return <TakeOver hasLeft={standby.hasLeft} />
  return isAway && kind === 'browser' ? <Elsewhere /> : null
}

/** This machine's own disk refuses its copy; nobody else is worse off, and nobody else would tell. */
function CopyNotSaving() {
  const { t } = useTranslation('handover')
  return (
    <section className="handover" aria-label={t('title')} data-testid="copy-not-saving">
      <p role="status">
        <span aria-hidden>▲ </span>
        {t('copyNotSaving')}
      </p>
    </section>
  )
}

function TakeOver({ hasLeft }: { readonly hasLeft: boolean }) {
  const { t } = useTranslation('handover')
  const { standby } = useHost()
  const sentence = useSentence()
  const { isRunning, failure, run } = useRequest()
  return (
    <section className="handover" aria-label={t('title')}>
      <p role="status">
        <span aria-hidden>▲ </span>
        {hasLeft ? t('left') : t('vanished')} {t('copyHere')}
      </p>
      <Button intent="primary" text={t('takeOver')} loading={isRunning} onClick={() => void (standby && run(() => standby.takeOver()))} />
      {failure && <FailureText>{sentence(failure)}</FailureText>}
    </section>
  )
}

/** A page can't go to another address by itself: its origin and the browser's trust belong to the one it came from. */
function Elsewhere() {
  const { t } = useTranslation('handover')
  const { directory, session } = useJoined()
  const hosts = useCollection(directory.hosts)
  const people = useCollection(directory.people)
  const places = hosts
    .toSorted(compareHosts)
    .flatMap(({ addresses, personId }) => addresses.slice(0, 1).map((url) => ({ url, name: people.find(({ id }) => id === personId)?.name })))
    .filter(({ url }) => url !== session.hubUrl)
  if (places.length === 0) return null
  return (
    <section className="handover" aria-label={t('title')}>
      <p role="status">
        <span aria-hidden>▲ </span>
        {t('elsewhere')}{' '}
        {places.map(({ url, name }) => (
          <span key={url} className="handover-place">
            {name !== undefined && `${name} `}
            <a href={url}>{url}</a>
          </span>
        ))}
        <span className="handover-kept">{t('keptHere')}</span>
      </p>
    </section>
  )
}
