import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { useSentence } from '../../hooks/useSentence.ts'
import { FailureText } from '../../ui/FailureText.tsx'

export interface RefusedNoteProps {
  /** Why the hub refused, as it said. */
  readonly reason: string
  readonly onStartOver: () => void
}

export function RefusedNote({ reason, onStartOver }: RefusedNoteProps) {
  const { t } = useTranslation('pool')
  const sentence = useSentence()
  return (
    <div data-testid="pool-refused">
      <FailureText>{sentence({ kind: reason })}</FailureText>
      <Button size="small" variant="outlined" text={t('refused.startOver')} onClick={onStartOver} />
    </div>
  )
}
