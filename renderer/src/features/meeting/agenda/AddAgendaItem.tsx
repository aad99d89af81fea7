import { InputGroup } from '@blueprintjs/core'
import { Plus } from '@blueprintjs/icons'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { addAgendaItem } from '../../../../../shared/model/agenda.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { isComposing } from '../../../ui/isComposing.ts'

/** The field at the end of the agenda: Enter adds an item and stays, for the next one. */
export function AddAgendaItem() {
  const { t } = useTranslation('meeting')
  const run = useCommand()
  const [title, setTitle] = useState('')
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    if (event.key === 'Escape') setTitle('')
    else if (event.key === 'Enter' && title.trim() && run(addAgendaItem, { title }).ok) setTitle('')
  }
  return (
    <div className="agenda-add">
      <InputGroup
        asyncControl
        leftIcon={<Plus />}
        aria-label={t('agenda.add')}
        placeholder={t('agenda.addHint')}
        maxLength={200}
        value={title}
        onValueChange={setTitle}
        onKeyDown={onKeyDown}
      />
    </div>
  )
}
