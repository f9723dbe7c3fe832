// js-libp2p in a web page: dials the address in the page's query and tells the page's server what came of it.
import { identify } from '@libp2p/identify'
import { noise } from '@libp2p/noise'
import { ping } from '@libp2p/ping'
import { webSockets } from '@libp2p/websockets'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'

const AGENT = 'jackfield-interop-browser'
const ECHO = '/jackfield/interop/echo/1.0.0'
const ECHO_BYTES = 300_000

async function echo (connection) {
  const stream = await connection.newStream(ECHO)
  const sent = new Uint8Array(ECHO_BYTES).map((_, i) => i * 31)
  let received = 0
  const finished = new Promise((resolve, reject) => {
    stream.addEventListener('message', event => {
      for (const byte of event.data.subarray()) {
        if (byte !== sent[received++]) {
          reject(new Error(`byte ${received - 1} came back as ${byte}`))
        }
      }
      if (received === sent.length) {
        resolve()
      }
    })
    stream.addEventListener('close', () => reject(new Error(`the echo ended after ${received} bytes`)))
  })
  for (let at = 0; at < sent.length; at += 50_000) {
    if (!stream.send(sent.subarray(at, at + 50_000))) {
      await new Promise(resolve => stream.addEventListener('drain', resolve, { once: true }))
    }
  }
  await finished
  await stream.close()
  return received
}

async function run () {
  const node = await createLibp2p({
    nodeInfo: { userAgent: AGENT },
    transports: [webSockets()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    // In browsers it dials neither private addresses nor without TLS unless told to.
    connectionGater: { denyDialMultiaddr: () => false },
    services: { ping: ping(), identify: identify() }
  })
  const connection = await node.dial(multiaddr(new URLSearchParams(location.search).get('addr')))
  const rttMillis = await node.services.ping.ping(connection.remotePeer)
  const told = await node.services.identify.identify(connection)
  return {
    ok: true,
    self: node.peerId.toString(),
    peer: connection.remotePeer.toString(),
    security: connection.encryption,
    muxer: connection.multiplexer,
    rttMillis,
    agentVersion: told.agentVersion,
    protocols: told.protocols,
    echoed: await echo(connection)
  }
}

const result = await run().catch(error => ({ ok: false, error: `${error.name}: ${error.message}` }))
await fetch('/result', { method: 'POST', body: JSON.stringify(result) })
