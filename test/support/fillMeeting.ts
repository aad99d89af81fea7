import { draftAction } from '../../shared/model/actions.ts'
import { addAgendaItem } from '../../shared/model/agenda.ts'
import { addColumn, raiseIssue } from '../../shared/model/issues.ts'
import { draftResolution } from '../../shared/model/resolutions.ts'
import type { BrowserApp, PersonAtBrowser } from './browserApp.ts'
import { enterMeeting } from './remoteMeeting.ts'
import { must } from './startMeeting.ts'

export interface FilledMeeting {
  readonly id: string
  readonly itemId: string
}

/** A meeting with an item, a resolution, and an issue and an action each of the delegate's department and of the secretary's. */
export async function fillMeeting(app: BrowserApp, title: string, { secretary, delegate }: { readonly secretary: PersonAtBrowser; readonly delegate: Pick<PersonAtBrowser, 'departmentId'> }): Promise<FilledMeeting> {
  const id = await app.newMeeting({ title })
  const { meeting, context, leave } = await enterMeeting(app.url, id, secretary.token, { personId: secretary.id, role: 'secretary', departmentId: secretary.departmentId })
  const itemId = must(addAgendaItem(meeting, { title: '夜间油烟扰民' }, context))
  const resolutionId = must(draftResolution(meeting, { itemId, text: '三个月内完成整治' }, context))
  const columnId = must(addColumn(meeting, '在办', context))
  for (const [whose, departmentId] of [['本单位', delegate.departmentId], ['别人', secretary.departmentId]] as const) {
    must(raiseIssue(meeting, { title: `${whose}的议题卡`, columnId, leadDepartmentId: departmentId }, context))
    must(draftAction(meeting, { task: `${whose}的任务`, itemId, resolutionId, leadDepartmentId: departmentId }, context))
  }
  await leave()
  return { id, itemId }
}
