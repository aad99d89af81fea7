import { createRoot } from 'react-dom/client'
import { StrictMode } from 'react'
import { readProjectorAddress } from '../../shared/lib/projectorLink.ts'
import { createProjectorI18n } from './projector/createProjectorI18n.ts'
import { ProjectorPage } from './projector/ProjectorPage.tsx'
import './projector/projector.css'

// Opened again with another code in the address: begin anew.
window.addEventListener('hashchange', () => window.location.reload())
const root = document.getElementById('root')
const address = readProjectorAddress(window.location.hash)
document.documentElement.dataset['theme'] = address?.theme ?? 'light'
const i18n = createProjectorI18n(address?.language ?? 'zh-CN')
document.documentElement.lang = i18n.language
if (root)
  createRoot(root).render(
    <StrictMode>
      <ProjectorPage address={address} i18n={i18n} />
    </StrictMode>,
  )
