/**
 * Words by which a resolution sounds decided and is not: who reads them can't tell when it is done. Chinese ones are
 * those that inspections of meeting practice complain of; a longer word that only contains one (研究院) is none.
 */
export const VAGUE = {
  verb: [
    '加强', '加大力度', '加快', '健全', '切实', '妥善', '狠抓', '推进(?!会|办|组)', '推动', '研究(?!院|所|中心|生|员|会|室|报告|成果|课题)', '统筹', '协调(?!会|办|小组|机制|单位)', '探索', '完善', '优化', '提升', '落实好', '抓好', '做好', '强化', '深化', '高度重视', '积极配合', '进一步',
    'enhanc(?:e|es|ing)', 'strengthen(?:s|ing)?', 'improv(?:e|es|ing)', 'promot(?:e|es|ing)', 'consider(?:s|ing)?', 'explor(?:e|es|ing)', 'study(?:ing)?', 'look(?:s|ing)? into', 'coordinat(?:e|es|ing)', 'facilitat(?:e|es|ing)', 'continue(?:s)? to', 'optimi[sz](?:e|es|ing)', 'pay attention to', 'step(?:s|ping)? up', 'strive(?:s)? to', 'make(?:s)? (?:every )?efforts? to', 'where (?:appropriate|necessary|possible)', 'as (?:appropriate|necessary)',
  ],
  time: ['尽快', '及时', '适时', '近期', '逐步', '抓紧', '早日', '力争', '争取', '酌情', '稳步', 'as soon as (?:possible|practicable)', 'in due course', 'in a timely manner', 'in the near future', 'soon', 'gradually', 'promptly'],
  owner: ['(?:各)?(?:有关|相关)(?:部门|单位|方面)', '各部门', '各单位', '(?:all )?(?:the )?(?:relevant|concerned|competent) (?:departments?|units?|parties|authorities)', 'all (?:departments|parties)'],
} as const
