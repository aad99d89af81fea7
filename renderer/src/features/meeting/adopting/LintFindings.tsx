import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { foldAction } from '../../../../../shared/model/actions.ts'
import { lintResolution, type Finding } from '../../../../../shared/minutes/lintResolution.ts'
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
      {alike(findings).map(({ kind, actionId, quotes }) => {
        const task = own.find(({ id }) => id === actionId)?.task
        return (
          <li key={`${kind}/${actionId ?? ''}`} data-kind={kind}>
            {task !== undefined && <span>{t('lint.ofAction', { task })}</span>} {t(`lint.kind.${kind}`, { quote: quotes.join(t('lint.between')) })}
          </li>
        )
      })}
    </ul>
  )
}

interface Alike extends Pick<Finding, 'kind' | 'actionId'> {
  readonly quotes: readonly string[]
}

/** One line for all words with the same thing wrong, in the order of the first of them. */
function alike(findings: readonly Finding[]): readonly Alike[] {
  const first = findings.filter(({ kind, actionId }, index) => findings.findIndex((other) => other.kind === kind && other.actionId === actionId) === index)
  return first.map(({ kind, actionId }) => {
    const quotes = findings.filter((other) => other.kind === kind && other.actionId === actionId).map(({ quote }) => quote)
    return { kind, actionId, quotes: [...new Set(quotes)] }
  })
}
