/** As in package.json, which a bundle does not carry along; a test holds the two together. */
export const APP_VERSION = '0.1.0'
