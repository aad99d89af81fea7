import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { foldAction } from '../../../../../shared/model/actions.ts'
import { lintResolution } from '../../../../../shared/minutes/lintResolution.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import './adopting.css'

export interface LintFindingsProps {
  readonly text: string
  /** Null for one that is only being typed. */
  readonly resolutionId: string | null
  readonly needsFollowUp: boolean
}

/** What people will quarrel about once it is to be done, under the text while it is typed. Advice: it stops nobody. */
export function LintFindings({ text, resolutionId, needsFollowUp }: LintFindingsProps) {
  const { t } = useTranslation('adopting')
  const { meeting } = useMeeting()
  const { list } = useDepartments()
  const actions = useCollection(meeting.actions)
  const events = useCollection(meeting.actionEvents)
  const own = useMemo(() => actions.filter((action) => action.resolutionId === resolutionId && resolutionId !== null && foldAction(events, action.id).status !== 'withdrawn'), [actions, events, resolutionId])
  const findings = useMemo(() => lintResolution({ text, needsFollowUp, actions: own, departments: list.map(({ name }) => name) }), [text, needsFollowUp, own, list])
  if (findings.length === 0) return null
  return (
    <ul className="lint-findings" aria-label={t('lint.title')} data-testid="lint">
      {findings.map(({ kind, actionId, start, quote }) => {
        const task = own.find(({ id }) => id === actionId)?.task
        return (
          <li key={`${kind}/${actionId ?? ''}/${start}`} data-kind={kind}>
            {task !== undefined && <span>{t('lint.ofAction', { task })}</span>} {t(`lint.kind.${kind}`, { quote })}
          </li>
        )
      })}
    </ul>
  )
}
