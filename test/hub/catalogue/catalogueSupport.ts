import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ShardedCatalogue, type CatalogueOptions } from '../../../electron/hub/archive/catalogue/ShardedCatalogue.ts'
import { SearchRequestSchema, type SearchAnswer, type SearchRequest } from '../../../shared/archive/search/answer.ts'
import type { MeetingSnapshot } from '../../../shared/schema/snapshot.ts'
import { atEnd } from '../../support/atEnd.ts'
import { archiveBytes } from '../../archive/archiveFile.ts'
import { noConsultation } from '../../archive/sampleConsultation.ts'
import { sampleSnapshot } from '../../archive/sampleSnapshot.ts'

/** A meeting with these notes and nothing else to be found but its title. */
export function meetingWith(id: string, heldOn: string, notes: readonly string[], title = '综合会商'): MeetingSnapshot {
  return sampleSnapshot({
    info: { ...sampleSnapshot().info, id, title, place: '', startsAt: `${heldOn}T09:00:00+08:00` },
    attendance: [],
    agenda: [],
    agendaEvents: [],
    notes: notes.map((text, index) => ({ id: `n${index}`, text, html: '' })),
    issues: [],
    resolutions: [],
    actions: [],
    actionEvents: [],
    ...noConsultation(),
  })
}

/** Puts the meeting's record where the hub would. @returns its path below the workspace's folder */
export async function putRecord(dataDir: string, meeting: MeetingSnapshot): Promise<string> {
  const day = meeting.info.startsAt.slice(0, 10)
  const year = day.slice(0, 4)
  await mkdir(join(dataDir, 'records', year), { recursive: true })
  const path = `records/${year}/${day.replaceAll('-', '')}-${meeting.info.id}.sqlite`
  await writeFile(join(dataDir, path), archiveBytes(meeting))
  return path
}

export async function openCatalogue(dataDir: string, options: Partial<CatalogueOptions> = {}): Promise<ShardedCatalogue> {
  const catalogue = await ShardedCatalogue.open({ dataDir, canWrite: () => true, ...options })
  atEnd(() => catalogue.close())
  return catalogue
}

export function find(catalogue: Pick<ShardedCatalogue, 'search'>, q: string, request: Partial<SearchRequest> = {}): Promise<SearchAnswer> {
  return catalogue.search({ ...SearchRequestSchema.parse({ q }), ...request })
}

/** Where the hits are: meeting, kind and record. */
export function places({ hits }: SearchAnswer): readonly string[] {
  return hits.map(({ meetingId, kind, ref }) => `${meetingId} ${kind} ${ref}`)
}
