import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const USAGE = `用法 Usage: huishang COMMAND …

  serve    在本机运行会商服务    run the hub of a workspace on this machine
  stand-in 备份工作区，会商主机离开后接任    keep a copy and take over when the host has gone
  import   导入其他系统的会议、历史纪要和外来档案    import meetings of other systems, minutes of the past, archives from elsewhere
  export   导出会议档案，可附证明；导出会议日历文件    export the record of a meeting, with its proof; a meeting for calendars
  backup   备份整个工作区，服务可以正在运行    back a workspace up, also while its hub runs
  restore  从备份恢复工作区    put a workspace back from a backup
  search   检索会议档案    search the archive of past meetings
  rebuild  由档案文件重建检索目录    make the catalogue of the archive anew
  verify   核对全部会议档案    check that every record is as it was recorded
  decide   按所选方法计算方案比较、权重、一致程度或表决结果    compare options, weights, agreement or positions by a method

huishang COMMAND --help 显示该命令的说明 explains a command
`

// Asked here, because this file alone is sure to be out/main/cli.js once built.
const here = dirname(fileURLToPath(import.meta.url))
const built = { rendererDir: join(here, '..', 'renderer'), catalogueWorker: join(here, 'catalogueWorker.js'), foreignWorker: join(here, 'foreignWorker.js') }

/** One file per command, loaded when asked for. */
async function run([command, ...args]: readonly string[]): Promise<number> {
  switch (command) {
    case 'serve':
      return (await import('./serve.ts')).runServe(args, built)
    case 'stand-in':
      return (await import('./standIn.ts')).runStandIn(args, built)
    case 'import':
      if (args[0] === 'minutes') return (await import('./importMinutes.ts')).runImportMinutes(args.slice(1))
      if (args[0] === 'archive') return (await import('./importArchive.ts')).runImportArchive(args.slice(1))
      return (await import('./importMeeting.ts')).runImport(args)
    case 'export':
      if (args[0] === 'ics') return (await import('./exportIcs.ts')).runExportIcs(args.slice(1))
      return (await import('./exportArchive.ts')).runExport(args)
    case 'backup':
      return (await import('./backup.ts')).runBackup(args)
    case 'restore':
      return (await import('./restore.ts')).runRestore(args)
    case 'search':
      return (await import('./search.ts')).runSearch(args)
    case 'rebuild':
      return (await import('./rebuild.ts')).runRebuild(args)
    case 'verify':
      return (await import('./verify.ts')).runVerify(args)
    case 'decide':
      return (await import('./decide.ts')).runDecide(args)
    case 'help':
    case '--help':
    case '-h':
      process.stdout.write(USAGE)
      return 0
    default:
      process.stderr.write(command === undefined ? USAGE : `没有这个命令 no such command: ${command}\n\n${USAGE}`)
      return 2
  }
}

process.exitCode = await run(process.argv.slice(2))
