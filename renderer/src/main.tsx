import { createRoot } from 'react-dom/client'
import '@blueprintjs/core/lib/css/blueprint.css'
import './app/theme.css'
import { App } from './app/App.tsx'
import { createI18n } from './app/i18n/i18n.ts'
import { pickHost } from './host/pickHost.ts'
import { loadSession } from './sync/session.ts'

/** The composition root: what the first picture needs is read before it is drawn, so that nothing flashes. */
async function start(element: HTMLElement): Promise<void> {
  const host = pickHost(window)
  const settings = await host.readSettings()
  const session = await loadSession(host)
  createRoot(element).render(<App host={host} initialSettings={settings} initialSession={session} i18n={createI18n(settings.language)} />)
}

const root = document.getElementById('root')
if (root) void start(root)
