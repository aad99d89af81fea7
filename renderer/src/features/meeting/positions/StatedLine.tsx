import { useTranslation } from 'react-i18next'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { usePersonName } from '../../../hooks/usePersonName.ts'
import { timeText } from '../../../ui/dateText.ts'
import { useSpokenAs } from './useSpokenAs.ts'

/** Said on behalf of a department, by whom and when. */
export interface Said {
  readonly departmentId: string
  readonly by: string
  readonly at: string
}

/** Who stated it and when; what a proxy said, or somebody took down for the department, is shown as that. */
export function StatedLine({ position: { departmentId, by, at } }: { readonly position: Said }) {
  const { t } = useTranslation('positions')
  const nameOf = usePersonName()
  const department = useDepartments().nameOf(departmentId)
  const as = useSpokenAs()(by, departmentId)
  return <p className="position-by">{t(`spoken.${as}`, { name: nameOf(by), department, time: timeText(at) })}</p>
}
