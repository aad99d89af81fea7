import { useCallback, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useDepartments } from '../../../hooks/useDepartments.ts'
import { useHubAnswer } from '../../../hooks/useHubAnswer.ts'
import { useNow } from '../../../hooks/useNow.ts'
import { useJoined } from '../../../hooks/useSession.ts'
import { listSessions } from '../../../sync/hubClient.ts'
import { inDirectoryOrder } from '../inDirectoryOrder.ts'
import { AskedList } from './AskedList.tsx'
import { EndSignInDialog, type Ending } from './EndSignInDialog.tsx'
import { PersonSignIns } from './PersonSignIns.tsx'

/** Who is signed in where; the secretary ends what should not be. */
export function SignInList() {
  const { t, i18n } = useTranslation(['people', 'signIns'])
  const { session, directory } = useJoined()
  const people = useCollection(directory.people)
  const departments = useDepartments()
  const now = useNow()
  const question = useHubAnswer(useCallback(() => listSessions(session), [session]), `${people.length} ${now.getTime()}`)
  const [ending, setEnding] = useState<Ending | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  const onEnded = async (): Promise<void> => {
    setEnding(null)
    await question.askAgain()
    heading.current?.focus()
  }
  return (
    <section className="screen-section" aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id} ref={heading} tabIndex={-1}>
          {t('signIns:title')}
        </h2>
      </div>
      <p className="screen-note">{t('signIns:rule')}</p>
      <AskedList question={question}>
        {({ sessions }) => (
          <table className="table sign-in-table" aria-labelledby={id}>
            <thead>
              <tr>
                <th scope="col">{t('signIns:from')}</th>
                <th scope="col">{t('signIns:since')}</th>
                <th scope="col">{t('signIns:lastSeen')}</th>
                <th scope="col" className="access-act">
                  <span className="visually-hidden">{t('signIns:end')}</span>
                </th>
              </tr>
            </thead>
            {inDirectoryOrder(people, departments.list, i18n.language).map((person) => (
              <PersonSignIns key={person.id} person={person} sessions={sessions.filter(({ personId }) => personId === person.id)} now={now} onEnd={setEnding} />
            ))}
          </table>
        )}
      </AskedList>
      {ending && <EndSignInDialog ending={ending} onEnded={() => void onEnded()} onClose={() => setEnding(null)} />}
    </section>
  )
}
