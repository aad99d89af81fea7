/** Where hubs of one workspace call each other; nothing for clients. */
export const LINK_PATH = '/link'
