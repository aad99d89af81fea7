import { useCallback } from 'react'
import { useDepartments } from '../../hooks/useDepartments.ts'

/** Departments as the directory lists them, wherever they are listed; those that are gone from it come last. */
export function useDirectoryOrder(): (departmentIds: Iterable<string>) => readonly string[] {
  const { list } = useDepartments()
  return useCallback(
    (departmentIds) => {
      const wanted = new Set(departmentIds)
      const known = list.map(({ id }) => id).filter((id) => wanted.has(id))
      return [...new Set([...known, ...wanted])]
    },
    [list],
  )
}
