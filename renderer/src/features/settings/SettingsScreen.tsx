import { useTranslation } from 'react-i18next'
import { APP_VERSION } from '../../../../shared/lib/appVersion.ts'
import { LanguageSchema } from '../../../../shared/schema/settings.ts'
import { useCollection } from '../../hooks/useCollection.ts'
import { useDepartments } from '../../hooks/useDepartments.ts'
import { useNotice } from '../../hooks/useNotice.ts'
import { useJoined, useMayAsk, useSelf } from '../../hooks/useSession.ts'
import { useSettings } from '../../hooks/useSettings.ts'
import { editWorkspace } from '../../sync/hubClient.ts'
import { ChoiceField } from '../../ui/ChoiceField.tsx'
import { EditableLine } from '../../ui/EditableLine.tsx'
import { BodiesSection } from './bodies/BodiesSection.tsx'
import { OwnSignIns } from './OwnSignIns.tsx'
import { LeaveWorkspace } from './LeaveWorkspace.tsx'
import { NetworkSection } from './NetworkSection.tsx'
import { RecoverySection } from './RecoverySection.tsx'
import { useSecretProtection } from './useSecretProtection.ts'
import './settings.css'

/** What this window looks like, who is at it, what workspace it is in and what this computer keeps. */
export function SettingsScreen() {
  const { t } = useTranslation('settings')
  return (
    <div className="screen settings">
      <header className="screen-head">
        <h1>{t('title')}</h1>
      </header>
      <ScreenSection />
      <MeSection />
      <OwnSignIns />
      <WorkspaceSection />
      <BodiesSection />
      <RecoverySection />
      <NetworkSection />
      <HereSection />
    </div>
  )
}

function ScreenSection() {
  const { t } = useTranslation(['settings', 'start'])
  const { settings, change } = useSettings()
  return (
    <section className="screen-section">
      <h2>{t('screen')}</h2>
      <ChoiceField label={t('language')} value={settings.language} options={LanguageSchema.options.map((value) => ({ value, label: t(`start:languages.${value}`) }))} onChange={(language) => change({ language })} />
      <ChoiceField label={t('theme')} value={settings.theme} options={(['light', 'dark', 'system'] as const).map((value) => ({ value, label: t(`themes.${value}`) }))} onChange={(theme) => change({ theme })} />
      <ChoiceField
        label={t('singleKeys')}
        hint={t('singleKeysHint')}
        value={settings.singleKeys === false ? 'off' : 'on'}
        options={(['on', 'off'] as const).map((value) => ({ value, label: t(value) }))}
        onChange={(value) => change({ singleKeys: value === 'on' })}
      />
    </section>
  )
}

function MeSection() {
  const { t } = useTranslation(['settings', 'common'])
  const self = useSelf()
  const { nameOf } = useDepartments()
  return (
    <section className="screen-section">
      <h2>{t('me')}</h2>
      <dl className="fact-list">
        <dt>{t('name')}</dt>
        <dd>{self.name}</dd>
        <dt>{t('role')}</dt>
        <dd>{t(`common:role.${self.role}`)}</dd>
        <dt>{t('department')}</dt>
        <dd>{nameOf(self.departmentId) || t('common:noDepartment')}</dd>
      </dl>
      <p className="screen-note">{t('meHint')}</p>
    </section>
  )
}

function WorkspaceSection() {
  const { t } = useTranslation(['settings', 'start'])
  const { session, directory } = useJoined()
  const workspace = useCollection(directory.workspace)[0]
  const mayEdit = useMayAsk('edit-workspace')
  const notice = useNotice()
  const change = async (changes: Parameters<typeof editWorkspace>[1]): Promise<void> => {
    const changed = await editWorkspace(session, changes)
    if (!changed.ok) notice.error(changed.error)
  }
  if (!workspace) return null
  return (
    <section className="screen-section">
      <h2>{t('workspace')}</h2>
      <dl className="fact-list">
        <dt>{t('workspaceName')}</dt>
        <dd>
          <EditableLine
            value={workspace.name}
            label={t('workspaceName')}
            readOnlyReason={mayEdit ? null : t('onlySecretary')}
            onCommit={(name) => {
              if (!name.trim()) return false
              void change({ name: name.trim().slice(0, MOST_LETTERS) })
              return true
            }}
          />
        </dd>
        <dt>{t('host')}</dt>
        <dd>{session.hubUrl}</dd>
        {!mayEdit && (
          <>
            <dt>{t('workspaceLanguage')}</dt>
            <dd>{t(`start:languages.${workspace.language}`)}</dd>
          </>
        )}
      </dl>
      {mayEdit ? (
        <ChoiceField
          label={t('workspaceLanguage')}
          hint={t('workspaceLanguageHint')}
          value={workspace.language}
          options={LanguageSchema.options.map((value) => ({ value, label: t(`start:languages.${value}`) }))}
          onChange={(language) => void change({ language })}
        />
      ) : (
        <p className="screen-note">{t('onlySecretary')}</p>
      )}
    </section>
  )
}

const MOST_LETTERS = 200

function HereSection() {
  const { t } = useTranslation('settings')
  const protection = useSecretProtection()
  return (
    <section className="screen-section">
      <h2>{t('here')}</h2>
      <dl className="fact-list">
        <dt>{t('login')}</dt>
        <dd>{protection && t(protection)}</dd>
        <dt>{t('copies')}</dt>
        <dd>{t('copiesText')}</dd>
        <dt>{t('version')}</dt>
        <dd>{APP_VERSION}</dd>
      </dl>
      <LeaveWorkspace />
    </section>
  )
}
