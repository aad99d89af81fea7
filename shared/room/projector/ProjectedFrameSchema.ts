import { z } from 'zod'
import { DecisionResultSchema } from '../../schema/adoption.ts'
import { StanceSchema } from '../../schema/decisionRule.ts'
import { SpeakerRequestKindSchema } from '../../schema/floor.ts'
import { ResolutionOutcomeSchema } from '../../schema/meeting.ts'

/** An instant or a span, in ms. */
const ms = z.number()

const SpeakerSchema = z.object({ name: z.string(), department: z.string(), kind: SpeakerRequestKindSchema.exclude(['withdraw']) })
export type ProjectedSpeaker = z.infer<typeof SpeakerSchema>

const ResultRowSchema = z.object({
  title: z.string(),
  /** 0 to 100; null if nothing is known of it. */
  score: z.number().nullable(),
  /** Null while scores that are missing could change it. */
  rank: z.int().nullable(),
  /** Share of the weights whose score is known, 0 to 1. */
  coverage: z.number(),
})
export type ProjectedResult = z.infer<typeof ResultRowSchema>

const PositionRowSchema = z.object({
  department: z.string(),
  /** Null: not stated, which is never consent. */
  stance: StanceSchema.nullable(),
  conditions: z.int(),
  openConditions: z.int(),
})
export type ProjectedPosition = z.infer<typeof PositionRowSchema>

/** What stands below the head, by what the chair chose to show. */
const ViewSchema = z.discriminatedUnion('view', [
  z.object({ view: z.literal('item'), ask: z.string(), presenter: z.string(), speaker: SpeakerSchema.nullable() }),
  z.object({ view: z.literal('speakers'), speaker: SpeakerSchema.nullable(), speakingSince: ms.nullable(), queue: z.array(SpeakerSchema) }),
  z.object({ view: z.literal('options'), options: z.array(z.object({ title: z.string(), isDoNothing: z.boolean(), failures: z.array(z.object({ gate: z.string(), reason: z.string() })) })) }),
  /** `round`: null as long as none was revealed. `scored`: how many of `entitled` departments gave scores. */
  z.object({ view: z.literal('results'), round: z.int().nullable(), scored: z.int(), entitled: z.int(), rows: z.array(ResultRowSchema) }),
  z.object({ view: z.literal('positions'), subject: z.string(), rows: z.array(PositionRowSchema), result: DecisionResultSchema.nullable() }),
  z.object({ view: z.literal('resolution'), resolutions: z.array(z.object({ text: z.string(), outcome: ResolutionOutcomeSchema })) }),
])
export type ProjectedView = z.infer<typeof ViewSchema>

/** [C7] All that the room's big screen ever gets. What is not here is not on that machine, in no form. */
export const ProjectedFrameSchema = z.object({
  /** Of the meeting. */
  title: z.string(),
  isFrozen: z.boolean(),
  isBlank: z.boolean(),
  /** Null while blank, before the first item, and where what was frozen is not known any more. */
  content: z
    .object({
      item: z.object({ number: z.int(), count: z.int(), title: z.string() }),
      clock: z.object({ spent: ms, runningSince: ms.nullable(), planned: ms }),
      view: ViewSchema,
    })
    .nullable(),
})
export type ProjectedFrame = z.infer<typeof ProjectedFrameSchema>

/** `GET /api/projector?after=VERSION`, answered once there is another version, or after a while with the same. */
export const ProjectorAnswerSchema = z.object({
  /** Names the frame: the same for the same. */
  version: z.string(),
  frame: ProjectedFrameSchema,
  /** The hub's clock, in ms, by which the frame's clocks run. */
  now: ms,
})
export type ProjectorAnswer = z.infer<typeof ProjectorAnswerSchema>
