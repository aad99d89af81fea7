import { useTranslation } from 'react-i18next'
import type { ArchiveList } from '../../../../../shared/api.ts'

/** Files in the records' folder that could not be read, with the reason. */
export function DamagedFiles({ damaged }: Pick<ArchiveList, 'damaged'>) {
  const { t, i18n } = useTranslation('archive')
  if (damaged.length === 0) return null
  return (
    <section aria-label={t('damaged')}>
      <h2 className="archive-year mark mark-warn">
        <span aria-hidden="true">▲</span>
        {t('damaged')}
      </h2>
      <ul className="archive-entries">
        {damaged.map(({ file, reason }) => (
          <li key={file} className="archive-damaged">
            <code>{file}</code>
            <span>{i18n.exists(`archive:reason.${reason}`) ? t(`reason.${reason}` as 'reason.damaged') : t('reason.other', { reason })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
