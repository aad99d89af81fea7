import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { useSentence } from '../../hooks/useSentence.ts'
import { FailureText } from '../../ui/FailureText.tsx'

export interface RefusedNoteProps {
  /** Whose submissions it is about; the empty string where that is plain. */
  readonly department: string
  /** Why the hub refused, as it said. */
  readonly reason: string
  readonly onStartOver: () => void
}

export function RefusedNote({ department, reason, onStartOver }: RefusedNoteProps) {
  const { t } = useTranslation('pool')
  const sentence = useSentence()
  const text = sentence({ kind: reason })
  return (
    <div data-testid="pool-refused">
      <FailureText>{department === '' ? text : t('refused.of', { department, text })}</FailureText>
      <Button size="small" variant="outlined" text={t('refused.startOver')} onClick={onStartOver} />
    </div>
  )
}
