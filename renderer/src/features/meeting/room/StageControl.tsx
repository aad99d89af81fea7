import { ButtonGroup } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { callStage } from '../../../../../shared/model/floor.ts'
import { stageOf } from '../../../../../shared/room/stageOf.ts'
import { STAGES } from '../../../../../shared/schema/floor.ts'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { useMayWrite, useMeeting } from '../../../hooks/useMeeting.ts'
import { GuardedButton } from '../../../ui/GuardedButton.tsx'
import type { AgendaEntry } from '../useAgenda.ts'

/** Where the item is on its way to a decision. The chair calls stages; a silent round comes and goes by itself. */
export function StageControl({ entry: { item, status } }: { readonly entry: AgendaEntry }) {
  const { t } = useTranslation('room')
  const { meeting } = useMeeting()
  const run = useCommand()
  const mayCall = useMayWrite('stageEvents')
  const stage = stageOf(item.id, status, useCollection(meeting.stageEvents), useCollection(meeting.rounds))
  if (!mayCall || stage === 'pending' || stage === 'ended')
    return (
      <span className="chair-fact" data-testid="item-stage" data-stage={stage}>
        {t('stage.label')} <strong>{t(`stage.${stage}`)}</strong>
      </span>
    )
  return (
    <span className="chair-stage" data-testid="item-stage" data-stage={stage}>
      <ButtonGroup variant="outlined" role="group" aria-label={t('stage.label')}>
        {STAGES.map((one) => (
          <GuardedButton
            key={one}
            size="small"
            text={t(`stage.${one}`)}
            active={one === stage}
            aria-pressed={one === stage}
            reason={stage === 'silent' ? t('stage.sealed') : undefined}
            onClick={() => run(callStage, item.id, one)}
          />
        ))}
      </ButtonGroup>
      {stage === 'silent' && <strong>{t('stage.silent')}</strong>}
    </span>
  )
}
