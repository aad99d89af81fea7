process.stderr.write('huishang: no command yet\n')
process.exitCode = 2
