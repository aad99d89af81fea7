import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT } from '../../scripts/root.mjs'
import { post } from '../support/hubProcess.mjs'
import { startServer } from './startServer.mjs'

/**
 * @typedef {'huishang' | 'reference' | 'hocuspocus' | 'relay'} ContenderId
 *
 * @typedef {object} StartOptions
 * @property {string} [folder] where its documents are and stay; ours takes a fresh copy of a new workspace if there is none
 *
 * @typedef {object} Started
 * @property {import('./wire/joinRoom.mjs').Target} target
 * @property {() => Promise<void>} stop
 * @property {Promise<void>} ended
 *
 * @typedef {object} Contender
 * @property {ContenderId} id
 * @property {string} name
 * @property {(options?: StartOptions) => Promise<Started>} start
 * @property {() => Promise<string>} newFolder one in which it may keep documents
 */

/** People who write; as many as the largest room has clients. */
const PEOPLE = 400

export const NAMES = /** @type {const} */ ({ huishang: 'Huishang', reference: '@y/websocket-server', hocuspocus: 'Hocuspocus', relay: 'bare relay' })

/**
 * @param {string} scratch a folder for everything that servers write
 * @param {readonly string[]} nodeArgs for our hub's process, e.g. to profile it
 * @returns {Promise<Record<ContenderId, Contender>>}
 */
export async function prepareContenders(scratch, nodeArgs) {
  const workspace = join(scratch, 'workspace')
  const staff = await createWorkspace(workspace)
  const emptyFolder = () => mkdtemp(join(scratch, 'documents-'))
  const copyOfWorkspace = async () => {
    const folder = await emptyFolder()
    await cp(workspace, folder, { recursive: true })
    return folder
  }
  const nobody = { sessions: [], secretary: '' }
  return {
    huishang: {
      id: 'huishang',
      name: NAMES.huishang,
      newFolder: copyOfWorkspace,
      start: async ({ folder } = {}) => {
        const dataDir = folder ?? (await copyOfWorkspace())
        const server = await startHub(dataDir, nodeArgs)
        const stop = async () => {
          await server.stop()
          if (folder === undefined) await rm(dataDir, { recursive: true, force: true })
        }
        return started(server, stop, { wire: 'huishang', ...staff })
      },
    },
    reference: {
      id: 'reference',
      name: NAMES.reference,
      newFolder: emptyFolder,
      start: async ({ folder } = {}) => {
        const server = await startServer([pathOf('./peers/reference.mjs')], folder === undefined ? {} : { YPERSISTENCE: folder })
        return started(server, server.stop, { wire: 'y-websocket', ...nobody })
      },
    },
    hocuspocus: {
      id: 'hocuspocus',
      name: NAMES.hocuspocus,
      newFolder: emptyFolder,
      start: async ({ folder } = {}) => {
        const server = await startServer([pathOf('./peers/hocuspocus.mjs'), ...(folder === undefined ? [] : [folder])])
        return started(server, server.stop, { wire: 'hocuspocus', ...nobody })
      },
    },
    relay: {
      id: 'relay',
      name: NAMES.relay,
      newFolder: emptyFolder,
      start: async () => {
        const server = await startServer([pathOf('../support/relay.mjs')])
        return started(server, server.stop, { wire: 'relay', ...nobody })
      },
    },
  }
}

/**
 * @param {import('./startServer.mjs').Server} server
 * @param {() => Promise<void>} stop
 * @param {Pick<import('./wire/joinRoom.mjs').Target, 'wire' | 'sessions' | 'secretary'>} access
 * @returns {Started}
 */
function started({ line, pid, ended }, stop, access) {
  return { target: { url: line['url'] ?? '', pid, ...access }, stop, ended }
}

/** @param {string} module */
function pathOf(module) {
  return fileURLToPath(new URL(module, import.meta.url))
}

/** @param {string} dataDir @param {readonly string[]} nodeArgs */
function startHub(dataDir, nodeArgs) {
  return startServer([...nodeArgs, join(ROOT, 'out/main/cli.js'), 'serve', '--data', dataDir, '--port', '0', '--language', 'en', '--json'])
}

/**
 * A workspace with a secretary and coordinators, who may write issues and notes of any department. Made once and copied:
 * what is measured is rooms.
 * @param {string} dataDir
 */
async function createWorkspace(dataDir) {
  await mkdir(dataDir, { recursive: true })
  const { line, stop } = await startHub(dataDir, [])
  try {
    const url = line['url'] ?? ''
    const { token: secretary } = await post(url, '/api/join', null, { invite: line['secretaryInvite'], name: 'Bench' })
    const { invite } = await post(url, '/api/invitations', secretary, { role: 'coordinator', uses: PEOPLE })
    const sessions = []
    for (let index = 0; index < PEOPLE; index++) {
      const { token, person } = await post(url, '/api/join', null, { invite, name: `Bench ${index}` })
      sessions.push({ token, personId: person.id })
    }
    return { secretary, sessions }
  } finally {
    await stop()
  }
}
