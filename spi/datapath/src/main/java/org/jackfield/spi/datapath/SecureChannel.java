package org.jackfield.spi.datapath;

import java.util.Optional;

import io.netty.channel.ChannelHandler;

import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.peer.PeerId;

/**
 * The outcome of a security handshake.
 *
 * @param peer       the peer, proved
 * @param earlyMuxer the muxer agreed inside the handshake; empty means negotiate one
 * @param codec      encrypts what is written and decrypts what is read, in the event loop; closes the channel when a frame does not
 *                   verify. Reads and writes {@link io.netty.buffer.ByteBuf}; uses the head and tail room of {@link FrameBuffers}
 */
public record SecureChannel(PeerId peer, Optional<ProtocolId> earlyMuxer, ChannelHandler codec) {}
