import { useTranslation } from 'react-i18next'
import { editAgendaItem, type AgendaItemChanges } from '../../../../../shared/model/agenda.ts'
import { useCommand } from '../../../hooks/useCommand.ts'
import { matterText } from '../../../hooks/archiveRoute.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { editorNames, useEditing } from '../../../hooks/useEditing.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useNotice } from '../../../hooks/useNotice.ts'
import { usePresence } from '../../../hooks/usePresence.ts'
import { routeHref } from '../../../hooks/useRoute.ts'
import { useWriteReason } from '../../../hooks/useWriteReason.ts'
import { DepartmentSelect } from '../../../ui/DepartmentSelect.tsx'
import { EditableLine } from '../../../ui/EditableLine.tsx'
import { ItemStatus } from '../agenda/ItemStatus.tsx'
import type { AgendaEntry } from '../useAgenda.ts'

/** Title, what the meeting must decide, minutes and presenter: all edited where they are read. */
export function ItemHead({ entry: { item, number, status } }: { readonly entry: AgendaEntry }) {
  const { t } = useTranslation('meeting')
  const run = useCommand()
  const tell = useEditing()
  const { id } = useMeeting()
  const reason = useWriteReason('agenda')()
  const edit = (changes: AgendaItemChanges): boolean => run(editAgendaItem, item.id, changes).ok
  const field = (key: string) => ({ readOnlyReason: reason, onEditing: (isEditing: boolean) => tell(isEditing ? `agenda/${item.id}/${key}` : null) })
  return (
    <header className="item-head">
      <p className="item-facts">
        <span>{t('item.number', { number })}</span>
        <ItemStatus status={status} />
        <Minutes minutes={item.minutesAllotted} {...field('minutesAllotted')} onCommit={(minutesAllotted) => edit({ minutesAllotted })} />
        <Presenter id={item.presenterDepartmentId} reason={reason} onChange={(presenterDepartmentId) => edit({ presenterDepartmentId })} />
        <a href={routeHref({ screen: 'archive', file: null, matter: matterText(item), meeting: id })}>{t('item.earlier')}</a>
      </p>
      <h1 className="item-title">
        <EditableLine value={item.title} label={t('item.title')} {...field('title')} onCommit={(title) => edit({ title: title.trim() })} />
        <EditedBy path={`agenda/${item.id}/title`} />
      </h1>
      <div className="item-ask">
        <span className="item-label">{t('item.ask')}</span>
        <EditableLine isMultiline value={item.ask} label={t(reason === null ? 'item.askHint' : 'item.askNone')} {...field('ask')} onCommit={(ask) => edit({ ask })} />
        <EditedBy path={`agenda/${item.id}/ask`} />
      </div>
    </header>
  )
}

/** Who else is in this field, so that two do not rewrite the same line unawares. */
export function EditedBy({ path }: { readonly path: string }) {
  const { t } = useTranslation('meeting')
  const names = editorNames(usePresence(useMeeting().connection), path)
  return names.length > 0 && <span className="being-edited" data-testid="being-edited">{t('editing', { names: names.join(', ') })}</span>
}

interface MinutesProps {
  readonly minutes: number
  readonly readOnlyReason: string | null
  readonly onEditing: (isEditing: boolean) => void
  readonly onCommit: (minutes: number) => boolean
}

const MOST_MINUTES = 600

function Minutes({ minutes, onCommit, ...field }: MinutesProps) {
  const { t } = useTranslation('meeting')
  const notice = useNotice()
  const commit = (text: string): boolean => {
    const wanted = Number(text.trim())
    if (Number.isInteger(wanted) && wanted >= 0 && wanted <= MOST_MINUTES && text.trim()) return onCommit(wanted)
    notice.error({ kind: 'minutes-out-of-range' })
    return false
  }
  return (
    <span className="item-minutes">
      <EditableLine {...field} className="item-minutes-value" value={String(minutes)} label={t('item.minutes')} onCommit={commit} />
      {t('item.minutesUnit')}
    </span>
  )
}

interface PresenterProps {
  readonly id: string | null
  readonly reason: string | null
  readonly onChange: (id: string | null) => void
}

function Presenter({ id, reason, onChange }: PresenterProps) {
  const { t } = useTranslation('meeting')
  const { list, nameOf } = useDepartments()
  if (reason !== null) return <span>{nameOf(id) || t('item.noPresenter')}</span>
  return <DepartmentSelect className="item-presenter" departments={list} value={id} label={t('item.presenter')} noneLabel={t('item.noPresenter')} onChange={onChange} />
}
