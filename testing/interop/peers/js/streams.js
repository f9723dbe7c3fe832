// Helpers over the event interface of js-libp2p's streams.

export const CHUNK = 64 * 1024

/**
 * Calls onData(chunk) for everything that arrives. Resolves at the end of the stream, rejects if it
 * was reset or aborted, or when the signal fires.
 */
export function consume (stream, onData, signal) {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      stream.abort(signal.reason)
      reject(signal.reason)
    }
    const finish = (settle, value) => {
      signal?.removeEventListener('abort', onAbort)
      settle(value)
    }
    stream.addEventListener('message', event => {
      try {
        onData(event.data)
      } catch (error) {
        stream.abort(error)
        finish(reject, error)
      }
    })
    stream.addEventListener('end', () => {
      // js-libp2p announces the end before it tells of a reset: that is the close event's to say
      if (!isBroken(stream)) {
        finish(resolve)
      }
    })
    stream.addEventListener('close', event => {
      if (event.error != null) {
        finish(reject, event.error)
      } else if (stream.readBufferLength === 0) {
        finish(resolve)
      }
    })
    signal?.addEventListener('abort', onAbort)
    if (signal?.aborted === true) {
      onAbort()
    } else if (isBroken(stream)) {
      finish(reject, new Error(`the stream was ${stream.status} before it was read`))
    } else if (stream.readableEnded) {
      finish(resolve)
    }
  })
}

function isBroken (stream) {
  return stream.status === 'reset' || stream.status === 'aborted'
}

/** Whether an error of consume says that the remote reset the stream. */
export function isReset (stream) {
  return stream.status === 'reset'
}

/** Sends with back-pressure. */
export async function send (stream, data, signal) {
  if (!stream.send(data)) {
    await stream.onDrain({ signal })
  }
}

/** Sends so many bytes, taken again and again from one chunk. */
export async function sendRepeated (stream, piece, count, signal) {
  let left = count
  while (left > 0) {
    const size = Math.min(left, piece.byteLength)
    await send(stream, size === piece.byteLength ? piece : piece.subarray(0, size), signal)
    left -= size
  }
}
