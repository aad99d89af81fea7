import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import type { Session } from '../../sync/session.ts'
import { StepHeading } from './StepHeading.tsx'

export interface SwitchPersonProps {
  readonly session: Session
  readonly onStay: () => void
  readonly onSwitch: () => void
}

/** Somebody who has joined opened an invitation: for themselves by mistake, or for the next person at this computer. */
export function SwitchPerson({ session: { person }, onStay, onSwitch }: SwitchPersonProps) {
  const { t } = useTranslation(['start', 'common'])
  const { name } = person
  return (
    <section className="start-section">
      <StepHeading text={t('switch.title')} />
      <p className="start-text">{t('switch.text', { name, role: t(`common:role.${person.role}`) })}</p>
      <div className="form-actions">
        <Button size="large" intent="primary" text={t('switch.stay', { name })} onClick={onStay} />
        <Button size="large" text={t('switch.change')} onClick={onSwitch} />
      </div>
    </section>
  )
}
