import { OverlayToaster } from '@blueprintjs/core'
import { useMemo, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NoticeContext, type Notice } from '../hooks/useNotice.ts'
import { useSentence } from '../hooks/useSentence.ts'

export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const toaster = useRef<OverlayToaster>(null)
  const { t } = useTranslation()
  const sentence = useSentence()
  const notice = useMemo<Notice>(() => {
    // A button of our own: Blueprint's is called "Close" in every language.
    const close = { isCloseButtonShown: false, action: { text: t('close') } }
    return {
      error: (failure) => toaster.current?.show({ ...close, message: sentence(failure), intent: 'danger', timeout: 8000 }),
      success: (text) => toaster.current?.show({ ...close, message: text, intent: 'success', timeout: 4000 }),
    }
  }, [sentence, t])
  return (
    <NoticeContext value={notice}>
      {children}
      <OverlayToaster ref={toaster} position="bottom-right" maxToasts={3} />
    </NoticeContext>
  )
}
