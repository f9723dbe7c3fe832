import { multiaddr } from '@multiformats/multiaddr'
import { startNode } from './node.js'

/**
 * Holds connections that do nothing, each from a node with its own identity. js-libp2p offers no
 * public way to upgrade a connection without a node; a node that listens nowhere is light enough.
 */
export async function idle (peer, { addr, count }, signal) {
  const start = performance.now()
  for (let i = 0; i < count; i++) {
    signal.throwIfAborted()
    const node = await startNode(peer.settings)
    peer.idle.push(node)
    const connection = await node.dial(multiaddr(addr), { signal })
    await node.services.identify.identify(connection, { signal })
  }
  return { opened: count, millis: performance.now() - start }
}

export async function release (peer) {
  const nodes = peer.idle.splice(0)
  await Promise.all(nodes.map(node => node.stop()))
  return { released: nodes.length }
}
