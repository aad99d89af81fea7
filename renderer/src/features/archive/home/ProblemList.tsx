import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ToldProblem } from '../../../../../shared/api.ts'
import { useMayAsk } from '../../../hooks/useSession.ts'
import { useWitness } from '../../../hooks/useWitness.ts'
import { dateTimeText } from '../../../ui/dateText.ts'
import { AcknowledgeDialog } from './AcknowledgeDialog.tsx'

/** What the hub found wrong with records, by name; what somebody acknowledged says who, when and why, and stays. */
export function ProblemList({ problems }: { readonly problems: readonly ToldProblem[] }) {
  const { t, i18n } = useTranslation('archive')
  const { lookAgain } = useWitness()
  const mayAcknowledge = useMayAsk('acknowledge-problem')
  const [chosen, setChosen] = useState<ToldProblem | null>(null)
  const close = (): void => setChosen(null)
  return (
    <>
      <ul className="archive-entries">
        {problems.map((problem) => (
          <li key={`${problem.kind} ${problem.path}`} className="archive-damaged archive-problem">
            <code>{problem.path}</code>
            <span>
              <span className={problem.acknowledged ? 'mark' : 'mark mark-bad'}>
                <span aria-hidden="true">{problem.acknowledged ? '◇' : '■'}</span>
                {t(`ledger.problem.${problem.kind}`)}
              </span>
              {problem.acknowledged && (
                <span className="archive-muted"> {t('ledger.acknowledgedBy', { name: problem.acknowledged.name, at: dateTimeText(problem.acknowledged.at, i18n.language), reason: problem.acknowledged.reason })}</span>
              )}
            </span>
            {!problem.acknowledged && mayAcknowledge && (
              <Button size="small" text={t('ledger.acknowledgeThis')} aria-label={t('ledger.acknowledgeFor', { path: problem.path })} onClick={() => setChosen(problem)} />
            )}
          </li>
        ))}
      </ul>
      {problems.some(({ acknowledged }) => !acknowledged) && !mayAcknowledge && <p className="archive-note">{t('ledger.secretaryAcknowledges')}</p>}
      {chosen && (
        <AcknowledgeDialog
          problem={chosen}
          onClose={close}
          onDone={() => {
            close()
            lookAgain()
          }}
        />
      )}
    </>
  )
}
