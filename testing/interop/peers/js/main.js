// A js-libp2p node driven by JSON lines on its standard input. The contract is described in ../README.md.
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { commands } from './commands.js'
import { implementation, startNode } from './node.js'
import { serveAll } from './protocols.js'

const DEFAULT_TIMEOUT_MILLIS = 60_000

function print (value) {
  process.stdout.write(JSON.stringify(value) + '\n')
}

function failure (id, error) {
  const name = error.name ?? 'Error'
  return { id, ok: false, error: `${name}: ${error.message}` }
}

async function answer (peer, command) {
  const run = commands[command.command]
  if (run == null) {
    return failure(command.id, new Error(`no such command: ${command.command}`))
  }
  const timeout = new Error('the command took too long')
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(timeout), command.timeoutMillis ?? DEFAULT_TIMEOUT_MILLIS)
  try {
    return { id: command.id, ok: true, ...await run(peer, command, abort.signal) }
  } catch (error) {
    return failure(command.id, error)
  } finally {
    clearTimeout(timer)
  }
}

async function handleLine (peer, line) {
  if (line.trim() === '') {
    return
  }
  let command
  try {
    command = JSON.parse(line)
  } catch (error) {
    print(failure(0, error))
    return
  }
  print(await answer(peer, command))
}

const { values: settings } = parseArgs({
  options: {
    key: { type: 'string', default: 'ed25519' },
    security: { type: 'string', default: 'noise' },
    muxer: { type: 'string', default: 'yamux' },
    listen: { type: 'string' },
    mdns: { type: 'string' },
    'mdns-interface': { type: 'string' }
  }
})
const node = await startNode(settings, settings.listen)
const peer = { node, settings, watched: { resets: 0, ends: 0 }, idle: [] }
await serveAll(peer)

process.stdout.on('error', () => process.exit(1)) // nobody reads the answers any more
const lines = createInterface({ input: process.stdin })
lines.on('line', line => { handleLine(peer, line) })
lines.on('close', () => process.exit(0))
print({
  event: 'ready',
  peer: node.peerId.toString(),
  addresses: node.getMultiaddrs().map(String),
  implementation: implementation(),
  key: settings.key,
  security: settings.security,
  muxer: settings.muxer
})
