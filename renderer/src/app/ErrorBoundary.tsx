import { Button, NonIdealState } from '@blueprintjs/core'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  readonly children: ReactNode
}

/** Where bugs end: the edge that keeps a failed screen from being a white one. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override readonly state: { readonly error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render(): ReactNode {
    return this.state.error ? <Crash error={this.state.error} /> : this.props.children
  }
}

function Crash({ error }: { readonly error: Error }) {
  const { t } = useTranslation('frame')
  return (
    <NonIdealState
      icon={null}
      title={t('crash.title')}
      description={
        <>
          <p>{t('crash.text')}</p>
          <pre className="crash-text">{error.message}</pre>
        </>
      }
      action={<Button intent="primary" text={t('crash.reload')} onClick={() => window.location.reload()} />}
    />
  )
}
