/** What was dropped, in groups that belong together: loose files are one, each folder is one of its own. */
export async function droppedFiles({ items, files }: DataTransfer): Promise<readonly (readonly File[])[]> {
  // The list is emptied as soon as the drop has been handled.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  const loose = [...files].filter(({ name }) => !entries.some((entry) => entry.isDirectory && entry.name === name))
  const folders = await Promise.all(entries.filter(isFolder).map(filesIn))
  return [loose, ...folders].filter(({ length }) => length > 0)
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

/** Its own files, not those of folders in it. */
async function filesIn(folder: FileSystemDirectoryEntry): Promise<readonly File[]> {
  const reader = folder.createReader()
  const entries: FileSystemEntry[] = []
  // A reader gives a hundred at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])))
    if (some.length === 0) break
    entries.push(...some)
  }
  const files = await Promise.all(entries.filter((entry): entry is FileSystemFileEntry => entry.isFile).map((entry) => new Promise<File | null>((resolve) => entry.file(resolve, () => resolve(null)))))
  return files.filter((file) => file !== null)
}
