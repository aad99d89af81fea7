import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { splitInvitation } from '../../../../shared/lib/invitationLink.ts'
import { replaceRoute, useRoute } from '../../hooks/useRoute.ts'
import { useHost } from '../../hooks/useHost.ts'
import { useNotice } from '../../hooks/useNotice.ts'
import { useIsDark, useSettings } from '../../hooks/useSettings.ts'
import type { Session } from '../../sync/session.ts'
import { PreferenceButtons } from '../../ui/PreferenceButtons.tsx'
import { BrowserLimits } from './BrowserLimits.tsx'
import type { Entered } from './enter.ts'
import { Entrance, type Draft } from './Entrance.tsx'
import { InvitedForm } from './InvitedForm.tsx'
import { LostSession } from './LostSession.tsx'
import type { Invitation } from './readInvitation.ts'
import { SwitchPerson } from './SwitchPerson.tsx'
import { TrustedHub } from './TrustedHub.tsx'
import './start.css'

export interface StartScreenProps {
  /** Set when somebody who has joined already opens an invitation. */
  readonly session: Session | null
  /** True if the hub refused the kept session. */
  readonly isLost: boolean
  readonly onJoined: (session: Session) => void
  /** Tries the kept session again. */
  readonly onRetry: () => void
}

/** How people get in: create a workspace, or join one with an invitation. */
export function StartScreen({ session, isLost, onJoined, onRetry }: StartScreenProps) {
  const { t } = useTranslation(['start', 'common'])
  const { settings, change } = useSettings()
  const isDark = useIsDark()
  const notice = useNotice()
  const linked = useLinkedInvitation()
  const [typed, setTyped] = useState<Invitation | null>(null)
  const [draft, setDraft] = useState<Draft | null>(null)
  const [isSwitching, setIsSwitching] = useState(false)
  const hosted = useHostedInvitation(session)
  const linkedCode = linked?.code
  // A link pasted into the address of this very tab is newer than what was typed before.
  useEffect(() => {
    if (linkedCode !== undefined) setTyped(null)
  }, [linkedCode])
  const invitation = typed ?? linked ?? hosted

  const enter = ({ session: joined, isComplete }: Entered): void => {
    change({ hubUrl: joined.hubUrl })
    onJoined(joined)
    // The code must stay neither in the address nor in the history.
    replaceRoute({ screen: 'today' })
    if (!isComplete) notice.error({ kind: 'setup-incomplete' })
  }
  const take = (given: Invitation, written: Draft): void => {
    setTyped(given)
    setDraft(written)
  }
  const forget = (): void => {
    setTyped(null)
    replaceRoute({ screen: 'today' })
  }

  return (
    <div className="start">
      <header className="start-top">
        <PreferenceButtons language={settings.language} isDark={isDark} onLanguage={(language) => change({ language })} onDark={(dark) => change({ theme: dark ? 'dark' : 'light' })} />
      </header>
      <main className="start-main">
        <div className="start-brand">
          <h1>{t('common:appName')}</h1>
          <p>{t('tagline')}</p>
        </div>
        {isLost && <LostSession onRetry={onRetry} />}
        {session && !isLost && !isSwitching ? (
          <SwitchPerson session={session} onStay={forget} onSwitch={() => setIsSwitching(true)} />
        ) : invitation ? (
          <TrustedHub key={`${invitation.hubUrl} ${invitation.code}`} invitation={invitation} onOther={invitation === hosted ? undefined : forget}>
            {(trusted) => (
              <>
                <InvitedForm invitation={trusted} isHosted={invitation === hosted} onEntered={enter} onOther={invitation === hosted ? undefined : forget} />
                <BrowserLimits />
              </>
            )}
          </TrustedHub>
        ) : (
          <Entrance draft={draft} onInvitation={take} onEntered={enter} />
        )}
      </main>
    </div>
  )
}

/** The invitation in the address; the desktop's own address is no hub's. */
function useLinkedInvitation(): Invitation | null {
  const { servedBy } = useHost()
  const route = useRoute()
  if (route.screen !== 'join' || servedBy === undefined) return null
  return { hubUrl: servedBy, ...splitInvitation(route.invite) }
}

/** On the desktop that already runs a hub, its owner needs no code. */
function useHostedInvitation(session: Session | null): Invitation | null {
  const { hosting } = useHost()
  const [invitation, setInvitation] = useState<Invitation | null>(null)
  useEffect(() => {
    if (!hosting || session) return
    void hosting.state().then((hosted) => {
      if (hosted.ok && hosted.value.state === 'running' && hosted.value.secretaryInvite !== '') setInvitation({ hubUrl: hosted.value.url, code: hosted.value.secretaryInvite })
    })
  }, [hosting, session])
  return invitation
}
