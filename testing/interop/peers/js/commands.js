// The commands that tests give; see ../README.md.
import { peerIdFromString } from '@libp2p/peer-id'
import { multiaddr } from '@multiformats/multiaddr'
import { dialBench, echoBench } from './bench.js'
import { idle, release } from './idle.js'
import { ECHO, HALF_CLOSE, PERF, RESET, WATCH, ZEROES } from './protocols.js'
import { stats } from './stats.js'
import { CHUNK, consume, isReset, send, sendRepeated } from './streams.js'

async function open (peer, addr, protocol, signal, options = {}) {
  const connection = await peer.node.dial(multiaddr(addr), { signal })
  return connection.newStream(protocol, { signal, ...options })
}

async function runPing (peer, command, signal) {
  const connection = await peer.node.dial(multiaddr(command.addr), { signal })
  return { rttMillis: await peer.node.services.ping.ping(connection.remotePeer, { signal }) }
}

async function runIdentify (peer, command, signal) {
  const connection = await peer.node.dial(multiaddr(command.addr), { signal })
  const told = await peer.node.services.identify.identify(connection, { signal })
  return {
    peer: told.peerId.toString(),
    protocols: told.protocols,
    listenAddrs: told.listenAddrs.map(String),
    agentVersion: told.agentVersion,
    protocolVersion: told.protocolVersion,
    signedRecord: told.signedPeerRecord != null,
    ...(told.observedAddr == null ? {} : { observedAddr: told.observedAddr.toString() })
  }
}

async function runPerf (peer, { addr, uploadBytes = 0, downloadBytes = 0 }, signal) {
  const stream = await open(peer, addr, PERF, signal)
  const start = performance.now()
  let uploaded
  let received = 0
  const finished = consume(stream, data => {
    uploaded ??= performance.now()
    received += data.byteLength
  }, signal)
  const header = new Uint8Array(8)
  new DataView(header.buffer).setBigUint64(0, BigInt(downloadBytes))
  await Promise.all([finished, upload(stream, header, uploadBytes, signal)])
  const end = performance.now()
  if (received !== downloadBytes) {
    throw new Error(`asked for ${downloadBytes} bytes, received ${received}`)
  }
  // The first byte (or the end) shows that the server has read everything.
  uploaded ??= end
  return { millis: end - start, uploadMillis: uploaded - start, downloadMillis: end - uploaded }
}

async function upload (stream, header, count, signal) {
  await send(stream, header, signal)
  await sendRepeated(stream, ZEROES, count, signal)
  await stream.close({ signal })
}

async function runStreams (peer, { addr, count, bytes }, signal) {
  const connection = await peer.node.dial(multiaddr(addr), { signal })
  const results = await Promise.allSettled(Array.from({ length: count }, (_, number) =>
    echoRandom(connection, number, bytes, signal)))
  const failed = results.filter(result => result.status === 'rejected')
  if (failed.length > 0) {
    throw new Error(`${failed.length} of ${count} streams failed; one of them: ${failed[0].reason.message}`)
  }
  return { count: results.length }
}

async function echoRandom (connection, number, bytes, signal) {
  const stream = await connection.newStream(ECHO, { signal })
  const expected = random(number)
  let received = 0
  const finished = consume(stream, data => {
    for (const piece of data instanceof Uint8Array ? [data] : data) {
      for (const byte of piece) {
        if (byte !== expected()) {
          throw new Error(`stream ${number}: byte ${received} is another one`)
        }
        received++
      }
    }
  }, signal)
  await Promise.all([finished, sendRandom(stream, random(number), bytes, signal)])
  if (received !== bytes) {
    throw new Error(`stream ${number}: sent ${bytes} bytes, received ${received}`)
  }
}

async function sendRandom (stream, next, count, signal) {
  for (let sent = 0; sent < count; sent += CHUNK) {
    const piece = new Uint8Array(Math.min(CHUNK, count - sent))
    for (let i = 0; i < piece.length; i++) {
      piece[i] = next()
    }
    await send(stream, piece, signal)
  }
  await stream.close({ signal })
}

/** Bytes of an xorshift generator, seeded by the number of the stream. */
function random (number) {
  let state = Math.imul(number + 1, 0x9e3779b9) | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state & 0xff
  }
}

async function runHalfClose (peer, command, signal) {
  const stream = await open(peer, command.addr, HALF_CLOSE, signal)
  let received = 0
  const finished = consume(stream, data => {
    for (const byte of data.subarray()) {
      if (byte !== (received & 0xff)) {
        throw new Error(`byte ${received} is ${byte}`)
      }
      received++
    }
  }, signal)
  await send(stream, new TextEncoder().encode('hello'), signal)
  await stream.close({ signal })
  await finished
  return { bytes: received }
}

async function runReset (peer, command, signal) {
  const stream = await open(peer, command.addr, RESET, signal)
  const finished = consume(stream, () => {}, signal)
  finished.catch(() => {}) // looked at below; it may come while still sending
  await send(stream, new TextEncoder().encode('shut'), signal)
  try {
    await finished
  } catch (error) {
    if (!isReset(stream)) {
      throw error
    }
    return { reset: true, error: `${error.name}: ${error.message}` }
  }
  throw new Error('the stream ended cleanly')
}

async function runResetDialer (peer, command, signal) {
  const stream = await open(peer, command.addr, WATCH, signal)
  await send(stream, new TextEncoder().encode('away'), signal)
  stream.abort(new Error('the command is to reset'))
  return {}
}

async function runWatched (peer, { atLeast = 0 }, signal) {
  while (peer.watched.resets < atLeast && !signal.aborted) {
    await new Promise(resolve => setTimeout(resolve, 5))
  }
  return { ...peer.watched }
}

async function runDialWrong (peer, command, signal) {
  let connection
  try {
    connection = await peer.node.dial(multiaddr(command.addr), { signal })
  } catch (error) {
    if (signal.aborted) {
      throw new Error(`the dial was not refused: ${error.message}`)
    }
    return { error: `${error.name}: ${error.message}` }
  }
  await connection.close()
  throw new Error('the dial succeeded')
}

async function runConnect (peer, command, signal) {
  const start = performance.now()
  const connection = await peer.node.dial(multiaddr(command.addr), { signal })
  return { peer: connection.remotePeer.toString(), millis: performance.now() - start }
}

async function runDisconnect (peer, command, signal) {
  await peer.node.hangUp(peerIdFromString(command.peer), { signal })
  return {}
}

async function runConnections (peer) {
  return {
    connections: peer.node.getConnections().map(connection => ({
      peer: connection.remotePeer.toString(),
      address: connection.remoteAddr.toString(),
      direction: connection.direction,
      security: connection.encryption,
      muxer: connection.multiplexer,
      streams: connection.streams.length
    }))
  }
}

async function runFound (peer) {
  const known = await peer.node.peerStore.all()
  return { found: known.map(({ id, addresses }) => ({ peer: id.toString(), addresses: addresses.map(a => a.multiaddr.toString()) })) }
}

export const commands = {
  ping: runPing,
  identify: runIdentify,
  perf: runPerf,
  streams: runStreams,
  halfclose: runHalfClose,
  reset: runReset,
  resetdialer: runResetDialer,
  watched: runWatched,
  dialwrong: runDialWrong,
  connect: runConnect,
  disconnect: runDisconnect,
  connections: runConnections,
  found: runFound,
  dialbench: dialBench,
  echobench: echoBench,
  idle,
  release,
  stats
}
