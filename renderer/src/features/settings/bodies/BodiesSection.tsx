import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Body } from '../../../../../shared/schema/body.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useJoined, useMayAsk } from '../../../hooks/useSession.ts'
import { BodyDialog } from './BodyDialog.tsx'
import './bodies.css'

/** Bodies and their rules, for everyone to read and the secretary to set. */
export function BodiesSection() {
  const { t } = useTranslation('bodies')
  const bodies = useCollection(useJoined().directory.bodies)
  const mayEdit = useMayAsk('edit-bodies')
  const [edited, edit] = useState<Body | 'new' | null>(null)
  if (!mayEdit && bodies.length === 0) return null
  return (
    <section className="screen-section" data-testid="bodies">
      <h2>{t('title')}</h2>
      <p className="bodies-hint">{bodies.length === 0 ? `${t('none')} ${t('hint')}` : t('hint')}</p>
      <ul className="bodies-list">
        {bodies.map((body) => (
          <li key={body.id} data-testid="body">
            <strong>{body.name}</strong>
            <span>{t('members', { count: body.memberDepartmentIds.length })}</span>
            <span>{t(`rule.${body.quorumOperator}`, { numerator: body.quorumNumerator, denominator: body.quorumDenominator })}</span>
            {mayEdit && <Button size="small" variant="outlined" text={t('edit', { name: body.name })} onClick={() => edit(body)} />}
          </li>
        ))}
      </ul>
      {mayEdit && <Button className="bodies-add" text={t('add')} onClick={() => edit('new')} />}
      {edited && <BodyDialog body={edited === 'new' ? undefined : edited} onClose={() => edit(null)} />}
    </section>
  )
}
