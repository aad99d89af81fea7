import { useTranslation } from 'react-i18next'
import { routeHref } from '../../../hooks/useRoute.ts'

/** @param record path below the workspace's folder, `records/<year>/<name>.sqlite` */
export function ArchiveLink({ record }: { readonly record: string }) {
  const { t } = useTranslation('closing')
  return <a href={routeHref({ screen: 'archive', file: record.replace(/^records\//, '') })}>{t('archive')}</a>
}
