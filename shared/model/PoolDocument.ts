import type * as Y from 'yjs'
import { OwnSubmissionEventSchema, PaperSchema, ScreeningSchema, SubmissionSchema } from '../schema/submission.ts'
import type { OwnSubmissionEvent, Paper, Screening, Submission } from '../schema/submission.ts'
import { Collection } from './Collection.ts'

/** The room of what a department has submitted, or means to; who may read it is `mayRead` of `shared/sync/access.ts`. */
export function poolRoom(departmentId: string): string {
  return `pool/${departmentId}`
}

/** Names of the document's roots, which are also the sections of the access policy. */
export const POOL_SECTIONS = ['submissions', 'submissionEvents', 'screenings', 'papers'] as const
export type PoolSection = (typeof POOL_SECTIONS)[number]

/** The room `pool/<departmentId>`: submissions are that department's, what is made of them is the secretariat's. */
export interface PoolDocument {
  readonly doc: Y.Doc
  readonly submissions: Collection<Submission>
  readonly submissionEvents: Collection<OwnSubmissionEvent>
  readonly screenings: Collection<Screening>
  readonly papers: Collection<Paper>
}

export function openPoolDocument(doc: Y.Doc): PoolDocument {
  return {
    doc,
    submissions: new Collection(doc.getMap('submissions'), { schema: SubmissionSchema, texts: ['background', 'basis', 'ask', 'options', 'disagreement'] }),
    submissionEvents: new Collection(doc.getMap('submissionEvents'), { schema: OwnSubmissionEventSchema }),
    screenings: new Collection(doc.getMap('screenings'), { schema: ScreeningSchema }),
    papers: new Collection(doc.getMap('papers'), { schema: PaperSchema }),
  }
}
