import { createRoot } from 'react-dom/client'
import type { Host } from '../../../shared/host.ts'
import { loadSession } from '../sync/session.ts'
import { App } from './App.tsx'
import { createI18n } from './i18n/i18n.ts'
import { registerServiceWorker } from './registerServiceWorker.ts'

/** The composition root: what the first picture needs is read before it is drawn, so that nothing flashes. */
export async function renderApp(element: HTMLElement, host: Host): Promise<void> {
  const settings = await host.readSettings()
  const session = await loadSession(host)
  createRoot(element).render(<App host={host} initialSettings={settings} initialSession={session} i18n={createI18n(settings.language)} />)
  registerServiceWorker(host)
}
