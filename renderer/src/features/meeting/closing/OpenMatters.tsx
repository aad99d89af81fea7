import { useTranslation } from 'react-i18next'
import { useCollection } from '../../../hooks/useCollection.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { routeHref, type Route } from '../../../hooks/useRoute.ts'

/** An open matter as this machine or the hub found it; a newer hub may know other kinds and gaps. */
export interface ListedMatter {
  readonly kind: string
  readonly id: string
  readonly title: string
  readonly gaps?: readonly string[] | undefined
}

export interface OpenMattersProps {
  readonly matters: readonly ListedMatter[]
  /** A matter was followed: the dialog goes. */
  readonly onLeave: () => void
}

export function OpenMatters({ matters, onLeave }: OpenMattersProps) {
  const { t, i18n } = useTranslation(['closing', 'actions'])
  const routeOf = useMatterRoute()
  const word = (group: 'kind' | 'actions:gap', name: string): string => (i18n.exists(`${group}.${name}`, { ns: 'closing' }) ? t(`${group}.${name}` as 'title') : name)
  return (
    <ol className="open-matters">
      {matters.map((matter) => (
        <li key={`${matter.kind}/${matter.id}`} data-testid="open-matter">
          <a href={routeHref(routeOf(matter))} onClick={onLeave}>
            {matter.title}
          </a>
          <span className="open-matter-why">
            {word('kind', matter.kind)}
            {matter.gaps && matter.gaps.length > 0 && t('gaps', { gaps: matter.gaps.map((gap) => word('actions:gap', gap)).join(t('comma')) })}
          </span>
        </li>
      ))}
    </ol>
  )
}

/** Agenda items and resolutions are on the agenda tab, actions on the tracker. */
function useMatterRoute(): (matter: ListedMatter) => Route {
  const { id, meeting } = useMeeting()
  const resolutions = useCollection(meeting.resolutions)
  return (matter) => {
    if (matter.kind === 'action-incomplete') return { screen: 'meeting', id, tab: 'actions', itemId: matter.id }
    const resolution = resolutions.find((candidate) => candidate.id === matter.id)
    return { screen: 'meeting', id, tab: 'agenda', itemId: resolution?.itemId ?? matter.id }
  }
}
