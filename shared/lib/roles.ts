/** What a person is in a workspace; the words are those of the glossary: 秘书, 主持人, 代表, 联络员, 列席. */
export const ROLES = ['secretary', 'chair', 'delegate', 'coordinator', 'observer'] as const
export type Role = (typeof ROLES)[number]
