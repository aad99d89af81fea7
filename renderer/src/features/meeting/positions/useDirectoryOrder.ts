import { useCallback } from 'react'
import { useDepartments } from '../../../hooks/useDepartments.ts'

/** Departments as the directory lists them, wherever they are listed; those that are gone from it come last. */
export function useDirectoryOrder(): (departments: readonly { readonly id: string }[]) => readonly string[] {
  const { list } = useDepartments()
  return useCallback(
    (departments) => {
      const wanted = new Set(departments.map(({ id }) => id))
      const known = list.map(({ id }) => id).filter((id) => wanted.has(id))
      return [...new Set([...known, ...wanted])]
    },
    [list],
  )
}
