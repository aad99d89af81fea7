import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeetingSnapshot } from '../../../../../shared/schema/snapshot.ts'

export interface RecordNames {
  /** The empty string for none. */
  readonly department: (id: string | null) => string
  readonly departments: (ids: readonly string[]) => string
  /** Of somebody who was at the meeting, else the empty string. */
  readonly person: (id: string | null) => string
}

/** What a record calls its departments and people. */
export function useRecordNames({ departments, attendance }: Pick<MeetingSnapshot, 'departments' | 'attendance'>): RecordNames {
  const { t } = useTranslation('record')
  const comma = t('comma')
  return useMemo(() => {
    const named = new Map(departments.map(({ id, name }) => [id, name]))
    const people = new Map(attendance.map(({ id, name }) => [id, name]))
    return {
      department: (id) => named.get(id ?? '') ?? '',
      departments: (ids) => ids.map((id) => named.get(id) ?? '').filter((name) => name !== '').join(comma),
      person: (id) => people.get(id ?? '') ?? '',
    }
  }, [departments, attendance, comma])
}
