import type { CommandContext } from '../../shared/model/context.ts'
import type { MeetingDocument, MeetingSection } from '../../shared/model/MeetingDocument.ts'
import type { Owner, Writer } from '../../shared/sync/access.ts'

/** What a control on screen does, whose record it is, and what the screen asks before it offers it. */
export interface Control {
  readonly section: MeetingSection
  readonly name: string
  /** The screen asks about each. */
  readonly owners: (scene: Scene) => readonly (Owner | undefined)[]
  readonly use: (at: { readonly meeting: MeetingDocument; readonly context: CommandContext; readonly scene: Scene }) => void
}

export interface Scene {
  readonly self: Writer & { readonly name: string }
  readonly other: Writer & { readonly name: string }
  readonly itemId: string
  readonly columnId: string
  readonly resolutionId: string
  /** Record of one's own department, of another's, of none's. */
  readonly issues: readonly [string, string, string]
  readonly actions: readonly [string, string, string]
  readonly optionId: string
  readonly gateId: string
  readonly criterionId: string
  /** Somebody of another department asks for the floor. */
  readonly speakerRequestId: string
  /** Conditional positions about the option, of one's own department and of another's, with their conditions. */
  readonly positions: readonly [Stated, Stated]
  readonly countersignRequestId: string
}

interface Stated {
  readonly positionId: string
  readonly conditionId: string
}

export const ownDepartment = ({ self }: Scene): readonly Owner[] => [{ departmentId: self.departmentId }]
export const otherDepartment = ({ other }: Scene): readonly Owner[] => [{ departmentId: other.departmentId }]
/** What is said on behalf of another department about the item. */
export const otherOnItem = ({ other, itemId }: Scene): readonly Owner[] => [{ departmentId: other.departmentId, itemId }]
export const noDepartment = (): readonly Owner[] => [{ departmentId: null }]
export const anybody = (): readonly undefined[] => [undefined]
