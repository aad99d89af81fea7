import { Button } from '@blueprintjs/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { HubQuestion } from '../../../hooks/useHubAnswer.ts'
import { useSentence } from '../../../hooks/useSentence.ts'
import { FailureText } from '../../../ui/FailureText.tsx'

export interface AskedListProps<T> {
  readonly question: HubQuestion<T>
  readonly children: (value: T) => ReactNode
}

/** What the hub answered; while it can't be asked, why, with the last answer still there. */
export function AskedList<T>({ question: { answer, askAgain }, children }: AskedListProps<T>) {
  const { t } = useTranslation('common')
  const sentence = useSentence()
  if (answer.state === 'asking') return <output className="screen-note">{t('loading')}</output>
  return (
    <>
      {answer.failure && (
        <div className="access-failure">
          <FailureText>{sentence(answer.failure)}</FailureText>
          <Button size="small" text={t('retry')} onClick={() => void askAgain()} />
        </div>
      )}
      {answer.state === 'there' && children(answer.value)}
    </>
  )
}
