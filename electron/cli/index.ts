import { fileURLToPath } from 'node:url'
import { runServe } from './serve.ts'

const USAGE = `用法 Usage: huishang COMMAND …

  serve   在本机运行会商服务 run the hub of a workspace on this machine

huishang COMMAND --help 显示该命令的说明 explains a command
`

// This file is out/main/cli.js once built; what it loads may be elsewhere.
const rendererDir = fileURLToPath(new URL('../renderer', import.meta.url))

async function run([command, ...args]: readonly string[]): Promise<number> {
  switch (command) {
    case 'serve':
      return runServe(args, { rendererDir })
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
