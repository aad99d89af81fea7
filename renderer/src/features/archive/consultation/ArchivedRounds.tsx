import { useTranslation } from 'react-i18next'
import type { CellSummary } from '../../../../../shared/decision/value/groupScores.ts'
import { roundState } from '../../../../../shared/model/rounds.ts'
import type { BallotKind, Round } from '../../../../../shared/schema/round.ts'
import { dateTimeText } from '../../../ui/dateText.ts'
import { placeProps } from '../stepping/foundPlaces.ts'
import { figure } from './figure.ts'
import type { RecordItemProps } from '../RecordItemProps.ts'
import { roundTable, type RoundTable } from './roundTable.ts'

/** The silent rounds of an item: what was revealed, and that others were not. */
export function ArchivedRounds({ snapshot, itemId, names }: RecordItemProps) {
  const rounds = snapshot.rounds.filter((round) => round.itemId === itemId)
  return rounds.map((round) => <ArchivedRound key={round.id} snapshot={snapshot} itemId={itemId} names={names} round={round} />)
}

function ArchivedRound({ snapshot, names, round }: RecordItemProps & { readonly round: Round }) {
  const { t, i18n } = useTranslation('record')
  const state = roundState(round)
  const table = state === 'revealed' ? roundTable(snapshot, round) : null
  const silent = round.entitledDepartmentIds.filter((id) => !round.votedDepartmentIds.includes(id))
  const voters = (kind: BallotKind): string => names.departments(table?.ballots.filter((ballot) => ballot.kind === kind).map(({ departmentId }) => departmentId) ?? [])
  const byProxy = table?.ballots.map(({ castBy, departmentId }) => names.proxy(castBy, departmentId)).filter((name) => name !== '') ?? []
  const facts = { scored: voters('scored'), abstain: voters('abstain'), recused: voters('recused'), byProxy: byProxy.join(t('comma')), silent: names.departments(silent) }
  return (
    <section className="record-part">
      <h4>{t('round.title', { number: round.number })}</h4>
      <p className="archive-muted">{state === 'revealed' ? t('round.revealed', { at: dateTimeText(round.revealedAt ?? round.openedAt, i18n.language) }) : t(`round.${state}`)}</p>
      {table && (
        <>
          <dl className="archive-facts">
            {(['scored', 'abstain', 'recused', 'byProxy', 'silent'] as const).filter((fact) => facts[fact] !== '').map((fact) => (
              <div key={fact}>
                <dt>{t(`round.${fact}`)}</dt>
                <dd>{facts[fact]}</dd>
              </div>
            ))}
          </dl>
          <Scores table={table} />
          <Remarks table={table} names={names} />
        </>
      )}
    </section>
  )
}

function Scores({ table: { frame, rows, weights } }: { readonly table: RoundTable }) {
  const { t } = useTranslation('record')
  return (
    <table className="archive-table record-figures">
      <caption>{t('round.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('options.option')}</th>
          {frame.criteria.map(({ id, name, unit }, j) => (
            <th key={id} scope="col">
              {unit ? t('round.inUnit', { name, unit }) : name}
              {weights && <span className="record-weight">{t('round.weight', { percent: Math.round((weights[j] ?? 0) * 100) })}</span>}
            </th>
          ))}
          <th scope="col">{t('round.value')}</th>
          <th scope="col">{t('round.rank')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ option, cells, score, rank }) => (
          <tr key={option.id}>
            <th scope="row">{option.title}</th>
            {cells.map((cell, j) => (
              <td key={frame.criteria[j]?.id}>
                <Cell cell={cell} />
              </td>
            ))}
            <td>{score === null ? t('round.nothing') : figure(score)}</td>
            <td>{rank ?? t('round.nothing')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell({ cell: { mean, range, scorers } }: { readonly cell: CellSummary }) {
  const { t } = useTranslation('record')
  if (mean === null) return t('round.nothing')
  return (
    <>
      {figure(mean)} <span className="archive-muted">{range ? t('round.cell', { low: figure(range.low), high: figure(range.high), n: scorers }) : t('round.few', { n: scorers })}</span>
    </>
  )
}

function Remarks({ table: { ballots }, names }: Pick<RecordItemProps, 'names'> & { readonly table: RoundTable }) {
  const { t } = useTranslation('record')
  const remarked = ballots.filter(({ remark }) => remark.trim() !== '')
  if (remarked.length === 0) return null
  return (
    <ul className="record-list" aria-label={t('round.remarks')}>
      {remarked.map(({ id, departmentId, remark }) => (
        <li key={id} className="archive-text" {...placeProps('ballot', id)}>
          {t('round.remark', { department: names.department(departmentId), remark })}
        </li>
      ))}
    </ul>
  )
}
