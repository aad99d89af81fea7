import { Button } from '@blueprintjs/core'
import { useTranslation } from 'react-i18next'
import type { InvitationLine, InvitationState } from '../../../../../shared/api.ts'
import { dateTimeText, relativeDayText } from '../../../ui/dateText.ts'
import { useInvitationWords } from './useInvitationWords.ts'

export interface InvitationTableProps {
  readonly invitations: readonly InvitationLine[]
  readonly now: Date
  /** Without it nothing can be taken back any more. */
  readonly onRevoke?: (invitation: InvitationLine) => void
}

const SHAPES: Readonly<Record<InvitationState, string>> = { open: '●', used: '✓', expired: '○', revoked: '×' }

export function InvitationTable({ invitations, now, onRevoke }: InvitationTableProps) {
  const { t } = useTranslation('people')
  return (
    <table className="table invitation-table">
      <thead>
        <tr>
          <th scope="col">{t('invitations.whom')}</th>
          <th scope="col">{t('invitations.state')}</th>
          <th scope="col">{t('invitations.left')}</th>
          <th scope="col">{t('invitations.until')}</th>
          <th scope="col">{t('invitations.by')}</th>
          {onRevoke && (
            <th scope="col" className="access-act">
              <span className="visually-hidden">{t('invitations.revoke')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {invitations.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} now={now} onRevoke={onRevoke} />
        ))}
      </tbody>
    </table>
  )
}

interface InvitationRowProps {
  readonly invitation: InvitationLine
  readonly now: Date
  readonly onRevoke: InvitationTableProps['onRevoke']
}

function InvitationRow({ invitation, now, onRevoke }: InvitationRowProps) {
  const { t, i18n } = useTranslation('people')
  const words = useInvitationWords()
  const { state, uses, usesLeft, expiresAt, createdAt } = invitation
  const whom = words.whom(invitation)
  return (
    <tr>
      <th scope="row" className="people-name">
        {whom}
      </th>
      <td>
        <span className={`mark invitation-${state}`}>
          <span aria-hidden="true">{SHAPES[state]}</span>
          {t(`invitations.states.${state}`)}
        </span>
      </td>
      <td>{t('invitations.leftOf', { left: usesLeft, uses })}</td>
      <td>
        <time dateTime={expiresAt}>{dateTimeText(expiresAt, i18n.language)}</time> {state === 'open' && <span className="access-note">{relativeDayText(expiresAt, now, i18n.language)}</span>}
      </td>
      <td>
        {words.by(invitation)} {createdAt !== null && <time className="access-note" dateTime={createdAt}>{dateTimeText(createdAt, i18n.language)}</time>}
      </td>
      {onRevoke && (
        <td className="access-act">
          <Button size="small" variant="outlined" text={t('invitations.revoke')} aria-label={t('invitations.revokeOf', { whom })} onClick={() => onRevoke(invitation)} />
        </td>
      )}
    </tr>
  )
}
