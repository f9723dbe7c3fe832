import { multiaddr } from '@multiformats/multiaddr'
import { startNode } from './node.js'
import { ECHO } from './protocols.js'
import { consume } from './streams.js'

const MESSAGE_BYTES = 32

/** Returns a function that sends a message and resolves when as many bytes are back. */
function pingPong (stream, size, signal) {
  const message = new Uint8Array(size)
  let missing = 0
  let turn
  const ended = consume(stream, data => {
    missing -= data.byteLength
    if (missing === 0) {
      turn.resolve()
    }
  }, signal)
  ended.then(() => turn?.reject(new Error('the echo ended early')), error => turn?.reject(error))
  const round = () => {
    missing = size
    turn = Promise.withResolvers()
    stream.send(message)
    return turn.promise
  }
  return { round, ended }
}

async function dialOnce (node, addr, signal) {
  const start = performance.now()
  const connection = await node.dial(multiaddr(addr), { signal })
  const connected = performance.now()
  try {
    const stream = await connection.newStream(ECHO, { signal, negotiateFully: false })
    await pingPong(stream, MESSAGE_BYTES, signal).round()
    return { connect: connected - start, total: performance.now() - start }
  } finally {
    connection.abort(new Error('measured'))
  }
}

/** Dials with several nodes of different identities, each in sequence; neither waits for identify. */
export async function dialBench (peer, { addr, count, parallel = 1 }, signal) {
  const nodes = []
  try {
    for (let i = 0; i < parallel; i++) {
      nodes.push(await startNode(peer.settings))
    }
    const samples = []
    let next = 0
    const start = performance.now()
    await Promise.all(nodes.map(async node => {
      while (next < count) {
        next++
        samples.push(await dialOnce(node, addr, signal))
      }
    }))
    const elapsed = performance.now() - start
    return {
      ...percentiles(samples.map(sample => sample.total)),
      perSecond: samples.length / elapsed * 1000,
      connectP50Micros: percentiles(samples.map(sample => sample.connect)).p50Micros
    }
  } finally {
    await Promise.all(nodes.map(node => node.stop()))
  }
}

/** Plays ping-pong on one stream; a tenth as many rounds warm up before. */
export async function echoBench (peer, { addr, rounds, size }, signal) {
  if (!(rounds > 0 && size > 0)) {
    throw new Error(`rounds and size must be positive: ${rounds}, ${size}`)
  }
  const connection = await peer.node.dial(multiaddr(addr), { signal })
  const stream = await connection.newStream(ECHO, { signal })
  const { round, ended } = pingPong(stream, size, signal)
  for (let i = 0; i < Math.floor(rounds / 10); i++) {
    await round()
  }
  const samples = []
  const begin = performance.now()
  for (let i = 0; i < rounds; i++) {
    const start = performance.now()
    await round()
    samples.push(performance.now() - start)
  }
  const elapsed = performance.now() - begin
  await stream.close({ signal })
  await ended
  return { ...percentiles(samples), perSecond: rounds / elapsed * 1000 }
}

function percentiles (samples) {
  samples.sort((a, b) => a - b)
  const at = percent => samples.length === 0 ? 0 : samples[Math.floor((samples.length - 1) * percent / 100)] * 1000
  return { count: samples.length, p50Micros: at(50), p90Micros: at(90), p99Micros: at(99) }
}
