import { readFile } from 'node:fs/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

function collectGarbage () {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

async function residentBytes () {
  const status = await readFile('/proc/self/status', 'utf8')
  const match = /^VmRSS:\s*(\d+) kB$/m.exec(status)
  if (match == null) {
    throw new Error('no VmRSS in /proc/self/status')
  }
  return Number(match[1]) * 1024
}

/** Tells what the process uses; with collect, the garbage collector runs first. */
export async function stats (peer, { collect = false }) {
  if (collect) {
    collectGarbage()
  }
  const { user, system } = process.cpuUsage()
  return {
    rssBytes: await residentBytes(),
    heapBytes: process.memoryUsage().heapUsed,
    userMicros: user,
    systemMicros: system,
    cpuMicros: user + system
  }
}
