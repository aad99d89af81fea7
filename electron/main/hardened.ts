import { app, type WebPreferences } from 'electron'

/** What every window is made with, whatever it shows [F3]. */
export const HARDENED: Readonly<WebPreferences> = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  // The spell checker fetches dictionaries from elsewhere.
  spellcheck: false,
  devTools: !app.isPackaged,
}
