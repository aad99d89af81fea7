import { useTranslation } from 'react-i18next'
import { archiveFile, type ArchiveRoute } from '../../../hooks/archiveRoute.ts'
import { routeHref } from '../../../hooks/useRoute.ts'
import { dayText } from '../../../ui/dateText.ts'
import { AlikeText } from './AlikeText.tsx'
import type { EarlierDecision } from './useEarlierDecisions.ts'

/** An item of a closed meeting with what was decided: day, outcome, the resolution word for word. */
export function DecisionRow({ decision: { found, alike } }: { readonly decision: EarlierDecision }) {
  const { t, i18n } = useTranslation(['pool', 'archive', 'meeting'])
  const { path, meeting, heldOn, item, resolutions } = found
  const place: ArchiveRoute = { screen: 'archive', file: archiveFile(path) }
  return (
    <li data-source="decision">
      <a href={routeHref({ ...place, at: `agenda-item/${item.id}` })}>{item.title}</a>
      <span className="pool-row-facts">
        <span className="pool-status">{t(`meeting:status.${item.status}`)}</span>
        <time dateTime={heldOn}>{dayText(`${heldOn}T00:00:00`, i18n.language)}</time>
        <span>{meeting}</span>
      </span>
      {resolutions.length === 0 && <span className="earlier-text">{t(`archive:noResolution.${item.status === 'deferred' ? 'deferred' : 'other'}`, { day: item.nextOn ?? '' })}</span>}
      {resolutions.map(({ id, text, outcome }) => (
        <span key={id} className="earlier-text">
          <a href={routeHref({ ...place, at: `resolution/${id}` })}>{t(`meeting:outcome.${outcome}`)}</a> {text}
        </span>
      ))}
      <AlikeText alike={alike} />
    </li>
  )
}
