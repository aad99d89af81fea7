import { OverlayToaster } from '@blueprintjs/core'
import { useMemo, useRef, type ReactNode } from 'react'
import { NoticeContext, type Notice } from '../hooks/useNotice.ts'
import { useSentence } from '../hooks/useSentence.ts'

export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const toaster = useRef<OverlayToaster>(null)
  const sentence = useSentence()
  const notice = useMemo<Notice>(
    () => ({
      error: (failure) => toaster.current?.show({ message: sentence(failure), intent: 'danger', timeout: 8000 }),
      success: (text) => toaster.current?.show({ message: text, intent: 'success', timeout: 4000 }),
    }),
    [sentence],
  )
  return (
    <NoticeContext value={notice}>
      {children}
      <OverlayToaster ref={toaster} position="bottom-right" maxToasts={3} />
    </NoticeContext>
  )
}
