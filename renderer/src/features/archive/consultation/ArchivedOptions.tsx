import { useTranslation } from 'react-i18next'
import { latestBy } from '../../../../../shared/model/latestBy.ts'
import { ruleInForce } from '../../../../../shared/model/rounds.ts'
import { placeProps } from '../stepping/foundPlaces.ts'
import { figure } from './figure.ts'
import type { RecordItemProps } from '../RecordItemProps.ts'

/** What was decided between: options with their gates, criteria with their anchors, and what counts as passed. */
export function ArchivedOptions({ snapshot, itemId, names }: RecordItemProps) {
  const { t } = useTranslation('record')
  const options = snapshot.options.filter((option) => option.itemId === itemId)
  return (
    <>
      {options.length > 0 && <Options snapshot={snapshot} itemId={itemId} names={names} />}
      <Criteria snapshot={snapshot} itemId={itemId} names={names} />
      <Rule snapshot={snapshot} itemId={itemId} names={names} />
      {options.length === 0 && snapshot.gates.some((gate) => gate.itemId === itemId) && <p className="archive-muted">{t('options.none')}</p>}
    </>
  )
}

function Options({ snapshot, itemId }: RecordItemProps) {
  const { t } = useTranslation(['record', 'deciding'])
  const options = snapshot.options.filter((option) => option.itemId === itemId)
  const gates = snapshot.gates.filter((gate) => gate.itemId === itemId)
  const verdicts = latestBy(snapshot.gateVerdicts, ({ gateId, optionId }) => `${gateId}/${optionId}`)
  return (
    <section className="record-part">
      <h4>{t('options.title')}</h4>
      <table className="archive-table">
        <thead>
          <tr>
            <th scope="col">{t('options.option')}</th>
            {gates.map(({ id, name }) => (
              <th key={id} scope="col" {...placeProps('option', id)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {options.map(({ id, title, detail, isDoNothing }) => (
            <tr key={id} {...placeProps('option', id)}>
              <th scope="row">
                {title} {isDoNothing && <span className="archive-muted">{t('options.doNothing')}</span>}
                {detail && <p className="archive-text archive-muted">{detail}</p>}
              </th>
              {gates.map((gate) => {
                const verdict = verdicts.get(`${gate.id}/${id}`)
                const state = verdict === undefined ? 'open' : verdict.isPassed ? 'passed' : 'failed'
                return (
                  <td key={gate.id}>
                    {t(`deciding:gates.state.${state}`)}
                    {verdict?.reason && <p className="archive-text">{verdict.reason}</p>}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Criteria({ snapshot, itemId }: RecordItemProps) {
  const { t } = useTranslation('record')
  const criteria = snapshot.criteria.filter((criterion) => criterion.itemId === itemId)
  if (criteria.length === 0) return null
  return (
    <section className="record-part">
      <h4>{t('criteria.title')}</h4>
      <table className="archive-table record-figures">
        <thead>
          <tr>
            {(['name', 'worst', 'best', 'unit'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`criteria.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {criteria.map(({ id, name, unit, worst, best }) => (
            <tr key={id} {...placeProps('option', id)}>
              <th scope="row">{name}</th>
              <td>{figure(worst)}</td>
              <td>{figure(best)}</td>
              <td>{unit || t('criteria.points')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Rule({ snapshot, itemId, names }: RecordItemProps) {
  const { t } = useTranslation('record')
  const rule = ruleInForce(snapshot, itemId)
  if (!rule) return null
  const { supportNumerator: numerator, supportDenominator: denominator, supportOperator, of, conditionalCounts, isChairDeciding } = rule
  return (
    <section className="record-part">
      <h4>{t('rule.title')}</h4>
      <p className="archive-text">
        {t('rule.entitled', { names: names.departments(rule.entitledDepartmentIds) })}
        {t(`rule.${supportOperator}`, { share: `${numerator}/${denominator}` })}
        {t(`rule.bases.${of}`)}
        {t(`rule.${conditionalCounts}`)}
        {rule.vetoDepartmentIds.length > 0 && t('rule.veto', { names: names.departments(rule.vetoDepartmentIds) })}
        {isChairDeciding && t('rule.chair')}
      </p>
    </section>
  )
}
