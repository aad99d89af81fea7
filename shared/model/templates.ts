import type { Template } from '../schema/directory.ts'
import type { Language } from '../schema/settings.ts'

export interface MeetingTemplate {
  /** In the order of the agenda: open follow-ups first, then standing items, then new ones. */
  readonly agenda: readonly { readonly title: string; readonly ask: string; readonly minutesAllotted: number }[]
  readonly columns: readonly { readonly name: string; readonly limit: number | null }[]
}

/** What a new meeting starts with, in the workspace's language; everything in it can be changed afterwards. */
export function meetingTemplate(template: Template, language: Language): MeetingTemplate {
  return TEMPLATES[template][language]
}

const COLUMNS = {
  'zh-CN': [
    { name: '待研判', limit: null },
    { name: '会商中', limit: 5 },
    { name: '已议定', limit: null },
  ],
  en: [
    { name: 'To assess', limit: null },
    { name: 'In consultation', limit: 5 },
    { name: 'Resolved', limit: null },
  ],
} as const

const TEMPLATES: Readonly<Record<Template, Readonly<Record<Language, MeetingTemplate>>>> = {
  blank: {
    'zh-CN': { agenda: [], columns: COLUMNS['zh-CN'] },
    en: { agenda: [], columns: COLUMNS.en },
  },
  'joint-consultation': {
    'zh-CN': {
      agenda: [
        { title: '上次议定事项落实情况', ask: '逐项确认完成、延期或撤销', minutesAllotted: 15 },
        { title: '本期重点问题会商', ask: '议定牵头单位、配合单位、时限和销号标准', minutesAllotted: 40 },
        { title: '下次会商安排', ask: '确定时间和议题', minutesAllotted: 5 },
      ],
      columns: COLUMNS['zh-CN'],
    },
    en: {
      agenda: [
        { title: 'Follow-up of earlier resolutions', ask: 'Confirm each as complete, extended or withdrawn', minutesAllotted: 15 },
        { title: 'Key issues of this period', ask: 'Agree lead, supporting departments, due date and closing criterion', minutesAllotted: 40 },
        { title: 'Next consultation', ask: 'Fix date and agenda items', minutesAllotted: 5 },
      ],
      columns: COLUMNS.en,
    },
  },
  'follow-up': {
    'zh-CN': {
      agenda: [
        { title: '逾期和临期事项', ask: '说明原因，议定新的办理措施', minutesAllotted: 20 },
        { title: '申请销号事项', ask: '确认是否达到销号标准', minutesAllotted: 20 },
      ],
      columns: COLUMNS['zh-CN'],
    },
    en: {
      agenda: [
        { title: 'Overdue and nearly due actions', ask: 'Give reasons and agree what is done now', minutesAllotted: 20 },
        { title: 'Actions to close', ask: 'Confirm that the closing criterion is met', minutesAllotted: 20 },
      ],
      columns: COLUMNS.en,
    },
  },
}
