// What this node serves besides the library's own ping and identify.
import { UNLIMITED } from './node.js'
import { CHUNK, consume, isReset, sendRepeated } from './streams.js'

export const ECHO = '/jackfield/interop/echo/1.0.0'
export const HALF_CLOSE = '/jackfield/interop/halfclose/1.0.0'
export const RESET = '/jackfield/interop/reset/1.0.0'
export const WATCH = '/jackfield/interop/watch/1.0.0'
export const PERF = '/perf/1.0.0'

const HALF_CLOSE_BYTES = 1 << 20
const ECHO_BUFFER = 64 << 20
export const ZEROES = new Uint8Array(CHUNK)
const PATTERN = new Uint8Array(CHUNK).map((_, i) => i & 0xff)

async function serveEcho (stream) {
  // A paused stream is reset beyond 4 MiB by default, but yamux grants up to 16 MiB before it stops the peer.
  stream.maxReadBufferLength = ECHO_BUFFER
  stream.addEventListener('drain', () => {
    if (stream.readStatus === 'paused') {
      stream.resume()
    }
  })
  await consume(stream, data => {
    if (!stream.send(data) && stream.readStatus === 'readable') {
      stream.pause()
    }
  })
  await stream.close()
}

async function serveHalfClose (stream) {
  await consume(stream, () => {})
  await sendRepeated(stream, PATTERN, HALF_CLOSE_BYTES)
  await stream.close()
}

async function serveReset (stream) {
  let received = 0
  await consume(stream, data => {
    received += data.byteLength
    if (received >= 4 && stream.status === 'open') {
      stream.abort(new Error('the protocol is to reset'))
    }
  }).catch(error => {
    if (received < 4) {
      throw error
    }
  })
}

async function serveWatch (stream, watched) {
  try {
    await consume(stream, () => {})
    watched.ends++
    await stream.close()
  } catch (error) {
    if (!isReset(stream)) {
      throw error
    }
    watched.resets++
  }
}

async function servePerf (stream) {
  const header = new Uint8Array(8)
  let received = 0
  await consume(stream, data => {
    if (received < header.length) {
      header.set(data.subarray(0, header.length - received), received)
    }
    received += data.byteLength
  })
  if (received < header.length) {
    throw new Error(`perf needs 8 bytes, received ${received}`)
  }
  const count = new DataView(header.buffer).getBigUint64(0)
  await sendRepeated(stream, ZEROES, Number(count))
  await stream.close()
}

export async function serveAll (peer) {
  const handlers = {
    [ECHO]: serveEcho,
    [HALF_CLOSE]: serveHalfClose,
    [RESET]: serveReset,
    [WATCH]: stream => serveWatch(stream, peer.watched),
    [PERF]: servePerf
  }
  for (const [protocol, handler] of Object.entries(handlers)) {
    const guarded = (stream, connection) => {
      handler(stream).catch(error => {
        if (!isReset(stream)) {
          process.stderr.write(`js-peer: ${protocol} from ${connection.remotePeer}: ${error.message}\n`)
          stream.abort(error)
        }
      })
    }
    await peer.node.handle(protocol, guarded, { maxInboundStreams: UNLIMITED, maxOutboundStreams: UNLIMITED })
  }
}
