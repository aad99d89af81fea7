/** As in package.json, which no bundle carries along; a test holds the two together. */
export const APP_VERSION = '0.1.0'
