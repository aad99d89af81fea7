import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { clockText } from '../../../../../../shared/lib/clockText.ts'
import { giveFloor, requestFloor } from '../../../../../../shared/model/floor.ts'
import { spokenTimes, unheardDepartments, type Floor } from '../../../../../../shared/room/floorOf.ts'
import { presentDepartments } from '../../../../../../shared/room/quorumOf.ts'
import { useCollection } from '../../../../hooks/useCollection.ts'
import { useCommand } from '../../../../hooks/useCommand.ts'
import { useDepartments } from '../../../../hooks/useDepartments.ts'
import { useMayWrite, useMeeting } from '../../../../hooks/useMeeting.ts'
import { AddLine } from '../../../../ui/AddLine.tsx'
import { isEnded, type AgendaEntry } from '../../useAgenda.ts'
import { useDirectoryOrder } from '../../useDirectoryOrder.ts'
import { useNow } from '../../useNow.ts'
import { SpeakerName } from './SpeakerName.tsx'
import { useFloor } from './useFloor.ts'
import './floor.css'

/** The list of speakers of the item the room is at, who has not spoken, and how long who did. */
export function SpeakerList({ agenda }: { readonly agenda: readonly AgendaEntry[] }) {
  const current = agenda.find(({ isCurrent }) => isCurrent)
  if (!current) return null
  return isEnded(current.status) ? <Spoken itemId={current.item.id} /> : <Speakers key={current.item.id} itemId={current.item.id} />
}

/** Of an item that has ended: nobody waits for it any more. */
function Spoken({ itemId }: { readonly itemId: string }) {
  const floor = useFloor(itemId)
  return (
    floor.speeches.length > 0 && (
      <section className="pane-section" data-testid="speakers">
        <TimesUsed floor={floor} />
      </section>
    )
  )
}

function Speakers({ itemId }: { readonly itemId: string }) {
  const { t } = useTranslation('room')
  const run = useCommand()
  const floor = useFloor(itemId)
  const mayGive = useMayWrite('floorEvents')
  const enter = (name: string): boolean => run(requestFloor, { itemId, kind: 'speak', name, departmentId: null }).ok
  return (
    <section className="pane-section" data-testid="speakers">
      <h3>{t('speakers.title', { count: floor.queue.length })}</h3>
      {floor.queue.length > 0 && (
        <ol className="speaker-list">
          {floor.queue.map((request) => (
            <li key={request.id}>
              <SpeakerName request={request} />
              {mayGive && (
                <span className="speaker-actions">
                  <Button size="small" variant="minimal" text={t('floor.give')} aria-label={t('speakers.giveTo', { name: request.name })} onClick={() => run(giveFloor, request.id, 'started')} />
                  <Button size="small" variant="minimal" text={t('floor.passOver')} aria-label={t('speakers.passOver', { name: request.name })} onClick={() => run(giveFloor, request.id, 'passed-over')} />
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
      {mayGive && <AddLine label={t('speakers.enter')} placeholder={t('speakers.enter')} onAdd={enter} />}
      <Unheard floor={floor} itemId={itemId} />
      {floor.speeches.length > 0 && <TimesUsed floor={floor} />}
    </section>
  )
}

interface OfFloor {
  readonly floor: Floor
}

/** Members of the body, or without one whoever is here. */
function Unheard({ floor, itemId }: OfFloor & { readonly itemId: string }) {
  const { t } = useTranslation('room')
  const { meeting } = useMeeting()
  const { nameOf, list } = useDepartments()
  const inOrder = useDirectoryOrder()
  const body = useCollection(meeting.bodies)[0]
  const here = presentDepartments(useCollection(meeting.attendance), useCollection(meeting.itemAttendance), itemId)
  const expected = body?.memberDepartmentIds ?? list.map(({ id }) => id).filter((id) => here.has(id))
  const unheard = unheardDepartments(floor.speeches, expected, itemId)
  if (unheard.length === 0) return null
  return (
    <p className="speakers-unheard" data-testid="unheard">
      <span className="chair-note">{t('speakers.unheard', { count: unheard.length })}</span> {inOrder(unheard).map(nameOf).join(t('speakers.and'))}
    </p>
  )
}

const TEN_SECONDS = 10_000

function TimesUsed({ floor }: OfFloor) {
  const { t } = useTranslation('room')
  const { nameOf } = useDepartments()
  const times = spokenTimes(floor.speeches, useNow(TEN_SECONDS))
  return (
    <table className="times-used" data-testid="times-used">
      <caption>{t('speakers.times')}</caption>
      <tbody>
        {times.map(({ departmentId, total, people }) => (
          <tr key={departmentId}>
            <th scope="row">
              {nameOf(departmentId) || t('speakers.noDepartment')}
              <span className="chair-note">{people.map(({ name }) => name).join(t('speakers.and'))}</span>
            </th>
            <td>{clockText(Math.floor(total / 1000))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
