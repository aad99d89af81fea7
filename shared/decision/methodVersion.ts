/** Rises whenever any method gives another result for the same input: an adopted resolution names the one it rests on. */
export const METHOD_VERSION = 1
