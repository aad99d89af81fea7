import { useTranslation } from 'react-i18next'
import { archiveFile } from '../../../hooks/archiveRoute.ts'
import { routeHref } from '../../../hooks/useRoute.ts'

/** @param record path below the workspace's folder, `records/<year>/<name>.sqlite` */
export function ArchiveLink({ record }: { readonly record: string }) {
  const { t } = useTranslation('closing')
  return <a href={routeHref({ screen: 'archive', file: archiveFile(record) })}>{t('archive')}</a>
}
