import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const USAGE = `用法 Usage: huishang COMMAND …

  serve    在本机运行会商服务    run the hub of a workspace on this machine
  stand-in 备份工作区，会商主机离开后接任    keep a copy and take over when the host has gone
  import   导入其他系统的会议    import meetings of other systems
  backup   备份整个工作区，服务可以正在运行    back a workspace up, also while its hub runs
  restore  从备份恢复工作区    put a workspace back from a backup

huishang COMMAND --help 显示该命令的说明 explains a command
`

// Asked here, because this file alone is sure to be out/main/cli.js once built.
const rendererDir = join(dirname(fileURLToPath(import.meta.url)), '..', 'renderer')

/** One file per command, loaded when asked for. */
async function run([command, ...args]: readonly string[]): Promise<number> {
  switch (command) {
    case 'serve':
      return (await import('./serve.ts')).runServe(args, { rendererDir })
    case 'stand-in':
      return (await import('./standIn.ts')).runStandIn(args, { rendererDir })
    case 'import':
      return (await import('./importMeeting.ts')).runImport(args)
    case 'backup':
      return (await import('./backup.ts')).runBackup(args)
    case 'restore':
      return (await import('./restore.ts')).runRestore(args)
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
