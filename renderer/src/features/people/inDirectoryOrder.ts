import type { Department, Person } from '../../../../shared/schema/directory.ts'

/** By department as the directory lists them, those without one last; within it by name, as the language sorts names. */
export function inDirectoryOrder(people: readonly Person[], departments: readonly Department[], language: string): readonly Person[] {
  const names = new Intl.Collator(language === 'en' ? 'en' : 'zh-Hans-CN-u-co-pinyin')
  const places = new Map(departments.map((department, place) => [department.id, place]))
  const place = (person: Person): number => places.get(person.departmentId ?? '') ?? departments.length
  return people.toSorted((a, b) => place(a) - place(b) || names.compare(a.name, b.name) || (a.id < b.id ? -1 : 1))
}
