import { Button } from '@blueprintjs/core'
import { Archive, Cog, DocumentOpen, Help, Home, People, Search } from '@blueprintjs/icons'
import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCollection } from '../hooks/useCollection.ts'
import { usePalette } from '../hooks/usePalette.ts'
import { routeHref, type Route } from '../hooks/useRoute.ts'
import { useRoomState } from '../hooks/useRoomState.ts'
import { useJoined, useSelf } from '../hooks/useSession.ts'
import { useIsDark, useSettings } from '../hooks/useSettings.ts'
import { PreferenceButtons } from '../ui/PreferenceButtons.tsx'
import { NotSavingNotice } from '../ui/NotSavingNotice.tsx'
import { SyncBadge } from '../ui/SyncBadge.tsx'
import { HubWarning } from './HubWarning.tsx'
import { HandoverBar } from './HandoverBar.tsx'
import './frame.css'

export interface FrameProps {
  readonly route: Route
  readonly children: ReactNode
}

/** Rail and top bar round every screen; screens put what is theirs into the bar through `TopBarSlot`. */
export function Frame({ route, children }: FrameProps) {
  const { t } = useTranslation('frame')
  return (
    <div className="frame">
      <a className="frame-skip" href="#content" onClick={focusContent}>
        {t('skip')}
      </a>
      <TopBar isMeeting={route.screen === 'meeting'} />
      <div className="frame-notices">
        {route.screen !== 'meeting' && <DirectoryNotSaving />}
        <HubWarning />
        <HandoverBar />
      </div>
      <nav className="frame-rail" aria-label={t('sections')}>
        {RAIL.map(({ screen, icon }) => (
          <a key={screen} className="frame-rail-link" href={routeHref(RAIL_ROUTES[screen])} aria-current={isCurrent(route, screen) ? 'page' : undefined}>
            {icon}
            <span>{t(screen)}</span>
          </a>
        ))}
      </nav>
      <main id="content" className="frame-content" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}

/** In a meeting the meeting's own room says it. */
function DirectoryNotSaving() {
  const { directoryConnection } = useJoined()
  return <NotSavingNotice state={useRoomState(directoryConnection)} className="frame-warning" />
}

type RailScreen = 'today' | 'pool' | 'archive' | 'people' | 'settings'

const RAIL: readonly { readonly screen: RailScreen; readonly icon: ReactElement }[] = [
  { screen: 'today', icon: <Home /> },
  { screen: 'pool', icon: <DocumentOpen /> },
  { screen: 'archive', icon: <Archive /> },
  { screen: 'people', icon: <People /> },
  { screen: 'settings', icon: <Cog /> },
]

const RAIL_ROUTES: Readonly<Record<RailScreen, Route>> = {
  today: { screen: 'today' },
  pool: { screen: 'pool', id: null },
  archive: { screen: 'archive', file: null },
  people: { screen: 'people' },
  settings: { screen: 'settings' },
}

/** A meeting is reached from Today and stays under it in the rail. */
function isCurrent(route: Route, screen: RailScreen): boolean {
  return route.screen === screen || (screen === 'today' && route.screen === 'meeting')
}

/** In a meeting the meeting's own room says whether all is saved, in the same place. */
function TopBar({ isMeeting }: { readonly isMeeting: boolean }) {
  const { t } = useTranslation(['frame', 'common'])
  const { directory, directoryConnection } = useJoined()
  const { settings, change } = useSettings()
  const isDark = useIsDark()
  const palette = usePalette()
  const self = useSelf()
  const workspace = useCollection(directory.workspace)[0]
  const state = useRoomState(directoryConnection)
  return (
    <header className="frame-top">
      <span className="frame-brand" title={workspace?.name}>
        {workspace?.name || t('common:appName')}
      </span>
      <span id="top-bar-slot" className="frame-slot" />
      {!isMeeting && <SyncBadge state={state} />}
      <span className="frame-self">
        <span className="frame-self-name" title={self.name}>
          {self.name}
        </span>
        <span>{t(`common:role.${self.role}`)}</span>
      </span>
      <span className="frame-tools">
        <Button variant="minimal" size="small" icon={<Search />} aria-label={t('palette.title')} title={`${t('find')} Ctrl+K`} onClick={palette.open} />
        <PreferenceButtons language={settings.language} isDark={isDark} onLanguage={(language) => change({ language })} onDark={(dark) => change({ theme: dark ? 'dark' : 'light' })} />
        <Button variant="minimal" size="small" icon={<Help />} aria-label={t('help')} title={`${t('help')} ?`} onClick={palette.showKeys} />
      </span>
    </header>
  )
}

function focusContent(event: { preventDefault(): void }): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}
