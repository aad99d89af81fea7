import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import { useHost } from '../../../hooks/useHost.ts'
import { useNotice } from '../../../hooks/useNotice.ts'

export function CopyCitation({ text }: { readonly text: string }) {
  const { t } = useTranslation(['archive', 'common'])
  const host = useHost()
  const notice = useNotice()
  const copy = async (): Promise<void> => {
    const copied = await host.copyText(text)
    if (copied.ok) notice.success(t('common:copied'))
    else notice.error(copied.error)
  }
  return <Button text={t('copyCitation')} onClick={copy} />
}
