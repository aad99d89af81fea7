import type { Bundle } from './bundleFiles.ts'

/** The body of `POST /api/archives/import`. The browser makes the base64, so that the window does not stand still for it. */
export async function requestBody({ name, file, proof }: Bundle): Promise<Blob> {
  return new Blob(['{"name":', JSON.stringify(name.slice(-MOST_NAME)), ',"proof":', JSON.stringify(proof), ',"file":"', await base64Of(file), '"}'], { type: 'application/json' })
}

const MOST_NAME = 255

/** @throws DOMException if the file can't be read any more */
function base64Of(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(String(reader.result).split(',')[1] ?? ''))
    reader.addEventListener('error', () => reject(reader.error ?? new DOMException('not readable')))
    reader.readAsDataURL(file)
  })
}
