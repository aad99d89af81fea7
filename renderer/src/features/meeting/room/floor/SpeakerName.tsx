import { useTranslation } from 'react-i18next'
import type { SpeakerRequest } from '../../../../../../shared/schema/floor.ts'
import { useDepartments } from '../../../../hooks/useDepartments.ts'

/** Who speaks or asks to, for which department; a point of order says so. */
export function SpeakerName({ request: { name, departmentId, kind } }: { readonly request: SpeakerRequest }) {
  const { t } = useTranslation('room')
  const department = useDepartments().nameOf(departmentId)
  return (
    <span className="speaker" title={[name, department].filter(Boolean).join(' · ')}>
      {kind === 'point-of-order' && <span className="point-of-order">{t('floor.pointOfOrder')}</span>}
      <strong>{name}</strong>
      {department && <span className="chair-note">{department}</span>}
    </span>
  )
}
