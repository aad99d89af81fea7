import { runSeeds } from './runSeeds.ts'

// In files of their own, so that they run side by side.
runSeeds(901, 250)
