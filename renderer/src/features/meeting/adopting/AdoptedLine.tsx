import { useTranslation } from 'react-i18next'
import type { Adoption } from '../../../../../shared/schema/adoption.ts'
import { usePersonName } from '../../../hooks/usePersonName.ts'
import { dateTimeText } from '../../../ui/dateText.ts'

const SHORT = 8

/** How and when it was decided, by whom, against what, and on what: the frozen snapshot by its hash. */
export function AdoptedLine({ adoption }: { readonly adoption: Adoption }) {
  const { t, i18n } = useTranslation(['adopting', 'meeting'])
  const nameOf = usePersonName()
  const { outcome, result, by, at, reason, snapshotSha256, methodVersion, seed } = adoption
  return (
    <div className="adopted-line" data-testid="adopted">
      <p>
        <strong>{t('adopted', { outcome: t(`meeting:outcome.${outcome}`) })}</strong>
        <span>{t('adoptedBy', { name: nameOf(by), time: dateTimeText(at, i18n.language) })}</span>
        <span title={t('snapshotHint', { hash: snapshotSha256, version: methodVersion, seed })}>
          {t('snapshot')} <code>{snapshotSha256.slice(0, SHORT)}</code>
        </span>
      </p>
      {reason && <p className="adopted-reason">{t(result === null ? 'reasonWithoutQuorumWas' : 'reasonWas', { reason })}</p>}
    </div>
  )
}
