/** How much has left this machine, in bytes. */
export type Progress = (sent: number, all: number) => void

/** Posts what is large enough to be waited for; `fetch` tells nobody how far it is. Null if there was no answer. */
export function sendWithProgress(url: URL, headers: Readonly<Record<string, string>>, body: Blob, signal: AbortSignal, onProgress: Progress): Promise<Response | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded, total))
    request.addEventListener('load', () => resolve(new Response(request.responseText, { status: request.status })))
    for (const end of ['error', 'abort', 'timeout']) request.addEventListener(end, () => resolve(null))
    signal.addEventListener('abort', () => request.abort())
    if (signal.aborted) resolve(null)
    else request.send(body)
  })
}
