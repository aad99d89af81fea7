import { useTranslation } from 'react-i18next'
import type { ArchiveList } from '../../../../../shared/api.ts'
import { dateTimeText } from '../../../ui/dateText.ts'

/** Says above a record that it came from elsewhere, and what is known of where. */
export function ForeignNote({ source }: { readonly source: ArchiveList['archives'][number]['source'] }) {
  const { t, i18n } = useTranslation('archive')
  return (
    <p className="archive-note archive-foreign" data-testid="foreign-note">
      <strong>
        <span aria-hidden="true">◆</span> {t('foreign.name')}
      </strong>
      {t('foreign.note')}
      {source && ` ${t('foreign.source', { name: source.name, at: dateTimeText(source.takenAt, i18n.language) })}`}
      {source && ` ${source.ledger ? t('foreign.proven', { name: source.ledger.name, key: source.ledger.key }) : t('foreign.unproven')}`}
    </p>
  )
}
