import { useTranslation } from 'react-i18next'
import { useCollection } from '../../hooks/useCollection.ts'
import { useDepartments } from '../../hooks/useDepartments.ts'
import { useMeeting } from '../../hooks/useMeeting.ts'
import { dayText } from '../../ui/dateText.ts'
import { PanelField } from '../../ui/SidePanel.tsx'
import type { ActionRow } from './actionRows.ts'

/** The same fields where they can't be changed: to be read, so no greyed-out controls. */
export function FixedFields({ row: { action }, reason }: { readonly row: ActionRow; readonly reason: string }) {
  const { t, i18n } = useTranslation(['actions', 'common'])
  const { nameOf } = useDepartments()
  const { meeting } = useMeeting()
  const agenda = useCollection(meeting.agenda)
  const resolutions = useCollection(meeting.resolutions)
  const item = agenda.findIndex(({ id }) => id === action.itemId)
  const resolution = resolutions.findIndex(({ id }) => id === action.resolutionId)
  const facts: readonly (readonly [string, string])[] = [
    [t('column.lead'), nameOf(action.leadDepartmentId)],
    [t('column.supporting'), action.supportingDepartmentIds.map(nameOf).join(t('listComma'))],
    [t('column.due'), action.dueOn === null ? '' : dayText(`${action.dueOn}T00:00:00`, i18n.language)],
    [t('column.criterion'), action.closingCriterion],
    [t('column.evidence'), action.evidenceKinds.map((kind) => t(`evidence.${kind}`)).join(t('listComma'))],
    [t('resolution'), resolution < 0 ? '' : `${resolution + 1} ${resolutions[resolution]?.text ?? ''}`],
    [t('item'), item < 0 ? '' : `${item + 1} ${agenda[item]?.title ?? ''}`],
  ]
  return facts.map(([label, text]) => (
    <PanelField key={label} label={label}>
      <span className="actions-fixed" title={reason}>
        {text || t('common:none')}
      </span>
    </PanelField>
  ))
}
