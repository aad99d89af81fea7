// Everything that the benchmark runs of the product, in one bundle.
export { readCorpus } from './corpus.ts'
export { makeRecords, ROWS_OF_MEETING } from './makeRecords.ts'
export { measureClosed, measureVerifying, writeRecord } from './measureRecords.ts'
export { allRows, measureAdding, measureLike, measureQueries, measureRebuild, measureRecall, openThread } from './measureSearch.ts'
export { questionOf, wordsOf } from './nativeWords.ts'
export { someQueries } from './queries.ts'
