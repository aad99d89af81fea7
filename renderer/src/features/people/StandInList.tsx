import { Button, Checkbox } from '@blueprintjs/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../../shared/schema/directory.ts'
import { useCollection } from '../../hooks/useCollection.ts'
import { useRequest } from '../../hooks/useRequest.ts'
import { useSentence } from '../../hooks/useSentence.ts'
import { useJoined } from '../../hooks/useSession.ts'
import { nameStandIns } from '../../sync/hubClient.ts'
import { FailureText } from '../../ui/FailureText.tsx'
import { dateTimeText } from '../../ui/dateText.ts'
import { PlainSelect } from '../../ui/PlainSelect.tsx'
import { standInState, type StandInState } from './standInState.ts'

/** Whose computers may go on hosting when the host leaves. The secretary's consent, and how ready each of them is. */
export function StandInList() {
  const { t } = useTranslation('handover')
  const sentence = useSentence()
  const { session, directory } = useJoined()
  const people = useCollection(directory.people)
  const standIns = useCollection(directory.standIns)
  const hosts = useCollection(directory.hosts)
  const { failure, run } = useRequest()
  const id = useId()
  const named = standIns.map((standIn) => ({ personId: standIn.id, isAutomatic: standIn.isAutomatic }))
  const name = (next: typeof named): void => void run(() => nameStandIns(session, next))
  const others = people.filter((person) => !standIns.some((standIn) => standIn.id === person.id))
  return (
    <section className="screen-section stand-ins" aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>
          {t('standIns.title')} <span className="people-count">{standIns.length}</span>
        </h2>
      </div>
      <p className="access-note">{t('standIns.rule')}</p>
      {standIns.length === 0 ? (
        <p className="screen-note">{t('standIns.empty')}</p>
      ) : (
        <ol className="people-departments">
          {standIns.map((standIn) => (
            <li key={standIn.id}>
              <div>
                <div>{nameOf(people, standIn.id)}</div>
                <Readiness of={standInState(hosts, standIn.id)} />
                <Checkbox
                  className="stand-in-automatic"
                  label={t('standIns.automatic')}
                  checked={standIn.isAutomatic}
                  onChange={() => name(named.map((each) => (each.personId === standIn.id ? { ...each, isAutomatic: !each.isAutomatic } : each)))}
                />
              </div>
              <Button
                size="small"
                text={t('standIns.removeShort')}
                aria-label={t('standIns.remove', { name: nameOf(people, standIn.id) })}
                onClick={() => name(named.filter(({ personId }) => personId !== standIn.id))}
              />
            </li>
          ))}
        </ol>
      )}
      {others.length > 0 && <NewStandIn people={others} onNamed={(personId) => name([...named, { personId, isAutomatic: false }])} />}
      {failure && <FailureText>{sentence(failure)}</FailureText>}
    </section>
  )
}

interface NewStandInProps {
  readonly people: readonly Person[]
  readonly onNamed: (personId: string) => void
}

function NewStandIn({ people, onNamed }: NewStandInProps) {
  const { t } = useTranslation('handover')
  const [chosen, setChosen] = useState('')
  const isThere = people.some(({ id }) => id === chosen)
  return (
    <div className="stand-in-new">
      <PlainSelect
        aria-label={t('standIns.choose')}
        value={isThere ? chosen : ''}
        options={[{ value: '', label: t('standIns.choose') }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <Button text={t('standIns.add')} disabled={!isThere} onClick={() => onNamed(chosen)} />
    </div>
  )
}

const MARKS = { hosting: '●', standby: '●', away: '○', none: '○', 'not-saving': '▲' } as const

function Readiness({ of }: { readonly of: StandInState }) {
  const { t, i18n } = useTranslation('handover')
  return (
    <span className={`stand-in-state stand-in-${of.state}`}>
      <span aria-hidden>{MARKS[of.state]} </span>
      {'since' in of ? t(`standIns.${of.state}`, { since: dateTimeText(of.since, i18n.language) }) : t(`standIns.${of.state}`)}
    </span>
  )
}

function nameOf(people: readonly Person[], personId: string): string {
  return people.find(({ id }) => id === personId)?.name ?? ''
}
