import { OverlayToaster } from '@blueprintjs/core'
import { useMemo, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NoticeContext, type Failure, type Notice } from '../hooks/useNotice.ts'

export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const toaster = useRef<OverlayToaster>(null)
  const { t, i18n } = useTranslation('errors')
  const notice = useMemo<Notice>(() => {
    const sentence = (failure: Failure): string => {
      const key = i18n.exists(`errors:${failure.kind}`) ? failure.kind : 'unknown'
      // Kinds come from many modules and from the hub; the catalogue has a sentence for each, see the i18n test.
      return t(key as 'unknown', { ...failure, message: failure.message || failure.kind })
    }
    return {
      error: (failure) => toaster.current?.show({ message: sentence(failure), intent: 'danger', timeout: 8000 }),
      success: (text) => toaster.current?.show({ message: text, intent: 'success', timeout: 4000 }),
    }
  }, [t, i18n])
  return (
    <NoticeContext value={notice}>
      {children}
      <OverlayToaster ref={toaster} position="bottom-right" maxToasts={3} />
    </NoticeContext>
  )
}
