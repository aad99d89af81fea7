import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { spokenAs } from '../../../../shared/room/spokenAs.ts'
import type { MeetingSnapshot } from '../../../../shared/schema/snapshot.ts'

export interface RecordNames {
  /** The empty string for none. */
  readonly department: (id: string | null) => string
  readonly departments: (ids: readonly string[]) => string
  /** Of somebody who was at the meeting, else the empty string. */
  readonly person: (id: string | null) => string
  /** Who spoke for a department as its proxy; the empty string if they did not. */
  readonly proxy: (id: string, departmentId: string) => string
  /** Who spoke for a department, as its proxy or otherwise. */
  readonly speaker: (id: string, departmentId: string) => string
}

/** What a record calls its departments and people. */
export function useRecordNames({ departments, attendance }: Pick<MeetingSnapshot, 'departments' | 'attendance'>): RecordNames {
  const { t } = useTranslation('record')
  const comma = t('comma')
  return useMemo(() => {
    const named = new Map(departments.map(({ id, name }) => [id, name]))
    const people = new Map(attendance.map((person) => [person.id, person]))
    const person = (id: string | null): string => people.get(id ?? '')?.name ?? ''
    const proxy = (id: string, departmentId: string): string => {
      const speaker = people.get(id)
      const department = named.get(departmentId)
      return speaker && department && spokenAs(speaker, departmentId) === 'proxy' ? t('asProxy', { person: speaker.name, department }) : ''
    }
    return {
      department: (id) => named.get(id ?? '') ?? '',
      departments: (ids) => ids.map((id) => named.get(id) ?? '').filter((name) => name !== '').join(comma),
      person,
      proxy,
      speaker: (id, departmentId) => proxy(id, departmentId) || person(id),
    }
  }, [departments, attendance, comma, t])
}
