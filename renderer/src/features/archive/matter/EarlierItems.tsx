import { useTranslation } from 'react-i18next'
import { archiveFile, withFields, type ArchiveRoute } from '../../../hooks/archiveRoute.ts'
import type { EarlierItem } from '../../../hooks/earlier/findEarlier.ts'
import { routeHref } from '../../../hooks/useRoute.ts'
import { dayText } from '../../../ui/dateText.ts'
import { pickKey, type Pick, type Picks } from '../usePicks.ts'

export interface EarlierItemsProps {
  /** Most alike first. */
  readonly items: readonly EarlierItem[]
  readonly route: ArchiveRoute
  readonly picks: Picks
}

/** Earlier items on a matter with how they ended; each resolution can be picked out. */
export function EarlierItems({ items, route, picks }: EarlierItemsProps) {
  const { t, i18n } = useTranslation(['archive', 'meeting'])
  return items.map(({ path, meeting, heldOn, item, resolutions, terms }) => {
    const place = { ...route, file: archiveFile(path) }
    const hrefOf = (at: string): string => routeHref(withFields(place, { at }))
    const picked = (kind: Pick['kind'], ref: string, text: string): Pick => ({ path, kind, ref, meeting, heldOn, text })
    return (
      <section key={`${path} ${item.id}`} className="hit-group">
        <h2 className="hit-meeting">
          <a data-step href={hrefOf(`agenda-item/${item.id}`)}>
            {item.title}
          </a>
          <span className="archive-muted">{t(`meeting:status.${item.status}`)}</span>
        </h2>
        <p className="earlier-facts">
          <span>{meeting}</span>
          <time dateTime={heldOn}>{dayText(`${heldOn}T00:00:00`, i18n.language)}</time>
          <span>{t('sharedWords', { terms: terms.slice(0, 6).join(t('listComma')) })}</span>
        </p>
        <ul>
          {resolutions.length === 0 && <li className="hit archive-muted">{t(`noResolution.${item.status === 'deferred' ? 'deferred' : 'other'}`, { day: item.nextOn ?? '' })}</li>}
          {resolutions.map(({ id, text, outcome }) => {
            const pick = picked('resolution', id, text)
            return (
              <li key={pickKey(pick)} className="hit">
                <label className="hit-pick" title={t('pickHint')}>
                  <input type="checkbox" checked={picks.has(pick)} aria-label={t('pick', { text: text.slice(0, 60) })} onChange={() => picks.toggle(pick)} />
                </label>
                <a className="hit-link" data-step href={hrefOf(`resolution/${id}`)}>
                  <span className="hit-kind">{t(`meeting:outcome.${outcome}`)}</span>
                  <span className="hit-text">{text}</span>
                </a>
              </li>
            )
          })}
        </ul>
      </section>
    )
  })
}
