import { BlueprintProvider } from '@blueprintjs/core'
import type { i18n as I18n } from 'i18next'
import { StrictMode, useCallback, useState } from 'react'
import { I18nextProvider } from 'react-i18next'
import type { Host } from '../../../shared/host.ts'
import type { Settings } from '../../../shared/schema/settings.ts'
import { StartScreen } from '../features/start/StartScreen.tsx'
import { HostContext } from '../hooks/useHost.ts'
import { useNotice } from '../hooks/useNotice.ts'
import { useRoute } from '../hooks/useRoute.ts'
import type { Session } from '../sync/session.ts'
import { keepSession } from '../sync/session.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { JoinedApp } from './JoinedApp.tsx'
import { NoticeProvider } from './NoticeProvider.tsx'
import { SettingsProvider } from './SettingsProvider.tsx'

export interface AppProps {
  readonly host: Host
  readonly initialSettings: Settings
  readonly initialSession: Session | null
  readonly i18n: I18n
}

export function App({ host, initialSettings, initialSession, i18n }: AppProps) {
  return (
    <StrictMode>
      <HostContext value={host}>
        <I18nextProvider i18n={i18n}>
          <SettingsProvider initial={initialSettings}>
            <BlueprintProvider>
              <ErrorBoundary>
                <NoticeProvider>
                  <Gate host={host} initialSession={initialSession} />
                </NoticeProvider>
              </ErrorBoundary>
            </BlueprintProvider>
          </SettingsProvider>
        </I18nextProvider>
      </HostContext>
    </StrictMode>
  )
}

/** Joined people see the workspace, everyone else (and whoever opens an invitation) how to get in. */
function Gate({ host, initialSession }: { readonly host: Host; readonly initialSession: Session | null }) {
  const [session, setSession] = useState(initialSession)
  // A refused session is kept: the hub may have been started with another workspace's folder by mistake.
  const [isLost, setIsLost] = useState(false)
  const route = useRoute()
  const notice = useNotice()
  const lose = useCallback(() => setIsLost(true), [])
  const enter = useCallback(
    (joined: Session | null) => {
      void keepSession(host, joined).then((kept) => {
        if (!kept.ok) notice.error(kept.error)
      })
      setSession(joined)
      setIsLost(false)
    },
    [host, notice],
  )
  const keepOnly = useCallback(
    (moved: Session) => {
      void keepSession(host, moved)
      setSession(moved)
    },
    [host],
  )
  const leave = useCallback(() => enter(null), [enter])
  if (!session || isLost || route.screen === 'join') return <StartScreen session={session} isLost={isLost} onJoined={enter} onRetry={() => setIsLost(false)} />
  return <JoinedApp key={session.token} session={session} onLeave={leave} onLost={lose} onMoved={keepOnly} />
}
