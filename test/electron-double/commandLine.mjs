import { offerObject } from './offer.mjs'

/** Switches of the process, as Chromium reads them: `--name`, `--name=value`; names are lower case. Electron's own state. */
const switches = new Map(
  process.argv.filter((argument) => /^--[a-z]/i.test(argument)).map((argument) => {
    const equals = argument.indexOf('=')
    return equals < 0 ? [argument.slice(2).toLowerCase(), ''] : [argument.slice(2, equals).toLowerCase(), argument.slice(equals + 1)]
  }),
)

export const commandLine = offerObject('app.commandLine', {
  /** @param {string} name @param {string} [value] */
  appendSwitch(name, value = '') {
    switches.set(name.toLowerCase(), value)
  },
  appendArgument() {},
  /** @param {string} name */
  hasSwitch: (name) => switches.has(name.toLowerCase()),
  /** @param {string} name */
  getSwitchValue: (name) => switches.get(name.toLowerCase()) ?? '',
  /** @param {string} name */
  removeSwitch(name) {
    switches.delete(name.toLowerCase())
  },
})
