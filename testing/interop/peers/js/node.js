import os from 'node:os'
import { generateKeyPair } from '@libp2p/crypto/keys'
import { identify } from '@libp2p/identify'
import { mdns } from '@libp2p/mdns'
import { mplex } from '@libp2p/mplex'
import { noise } from '@libp2p/noise'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { tls } from '@libp2p/tls'
import { webSockets } from '@libp2p/websockets'
import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'
import { version } from 'libp2p/version'
import { selfSigned } from './certificate.js'

// Tests and benchmarks open more connections and streams from one address than the defaults allow.
export const UNLIMITED = 1_000_000
const SERVICE_STREAMS = 64

const AGENT = 'jackfield-interop-js-peer'

export function implementation () {
  return `js-libp2p ${version} node ${process.versions.node}`
}

function muxer (name) {
  switch (name) {
    case 'yamux':
      return yamux({ maxInboundStreams: UNLIMITED, maxOutboundStreams: UNLIMITED, maxEarlyStreams: UNLIMITED })
    case 'mplex':
      // js-libp2p counts every new stream against this limit, per second
      return mplex({ disconnectThreshold: UNLIMITED })
    default:
      throw new Error(`no such muxer: ${name}`)
  }
}

function security (name) {
  switch (name) {
    case 'noise':
      return noise()
    case 'tls':
      return tls()
    default:
      throw new Error(`no such security protocol: ${name}`)
  }
}

function keyType (name) {
  const types = { ed25519: 'Ed25519', secp256k1: 'secp256k1' }
  if (types[name] == null) {
    throw new Error(`no such key type: ${name}`)
  }
  return types[name]
}

// js-libp2p cannot be told which interface to speak on: it takes the system's default one. So the process sees only one.
function discovery ({ mdns: serviceTag, 'mdns-interface': name }) {
  if (name != null) {
    const all = os.networkInterfaces()
    os.networkInterfaces = () => ({ [name]: all[name] })
  }
  return serviceTag == null ? [] : [mdns({ serviceTag, interval: 1000 })]
}

// The library dials by the WebSocket of the platform, which can be told in no other way that a certificate proves nothing here.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'

export async function startNode (settings, listen) {
  const serviceLimits = { maxInboundStreams: SERVICE_STREAMS, maxOutboundStreams: SERVICE_STREAMS }
  return createLibp2p({
    privateKey: await generateKeyPair(keyType(settings.key)),
    addresses: { listen: listen == null ? [] : [listen] },
    nodeInfo: { userAgent: AGENT },
    transports: [tcp(), webSockets(listen?.includes('/tls/') ? { https: await selfSigned() } : {})],
    connectionEncrypters: settings.security.split('+').map(security),
    streamMuxers: [muxer(settings.muxer)],
    peerDiscovery: discovery(settings),
    connectionManager: {
      maxConnections: UNLIMITED,
      inboundConnectionThreshold: UNLIMITED,
      maxIncomingPendingConnections: UNLIMITED,
      maxDialQueueLength: UNLIMITED,
      reconnectRetries: 0
    },
    // The monitor pings every connection each 10 s and closes it if that fails: nothing a test asked for.
    connectionMonitor: { enabled: false },
    services: { ping: ping(serviceLimits), identify: identify(serviceLimits) }
  })
}
