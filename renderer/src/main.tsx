import '@blueprintjs/core/lib/css/blueprint.css'
import './app/theme.css'
import './app/screen.css'
import { renderApp } from './app/renderApp.tsx'
import { pickHost } from './host/pickHost.ts'

const root = document.getElementById('root')
if (root) void renderApp(root, pickHost(window))
