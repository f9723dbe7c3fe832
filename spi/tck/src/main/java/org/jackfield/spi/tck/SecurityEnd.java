package org.jackfield.spi.tck;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.datapath.ChannelPreamble;
import org.jackfield.spi.datapath.FrameBuffers;
import org.jackfield.spi.datapath.Handshake;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SecureChannel;
import org.jackfield.spi.datapath.SecurityProtocol;
import org.jackfield.spi.peer.PeerId;

/** One end of a link that is being secured, driven as the kernel does it. */
final class SecurityEnd {
    private final MemoryLink link;
    private final Role role;
    private final SecurityProtocol security;
    private final Channel channel;
    private final ChannelPreamble raw;
    private @Nullable ChannelPreamble plain;

    SecurityEnd(MemoryLink link, Role role, SecurityProtocol security) {
        this.link = link;
        this.role = role;
        this.security = security;
        this.channel = link.channel(role);
        this.raw = new ChannelPreamble(channel);
        link.inLoop(role, () -> channel.pipeline().addLast(raw));
    }

    Channel channel() {
        return channel;
    }

    /** Shakes hands on a virtual thread, for as long as the upgrade may take; a failure closes the link. */
    CompletableFuture<SecureChannel> secure(Optional<PeerId> expected, List<ProtocolId> muxers, Duration atMost) {
        return Await.async(() -> {
            Future<?> timer = channel.eventLoop().schedule(() -> raw.abort(new IOException("the upgrade took too long")), atMost.toNanos(),
                    TimeUnit.NANOSECONDS);
            try {
                return security.secure(raw, new Handshake(role, expected, muxers));
            } catch (IOException | RuntimeException e) {
                raw.discard();
                throw e;
            } finally {
                timer.cancel(false);
            }
        });
    }

    CompletableFuture<SecureChannel> secure(Optional<PeerId> expected) {
        return secure(expected, List.of(), Await.patience());
    }

    /** Makes a waiting handshake fail with this. */
    void abort(IOException cause) {
        raw.abort(cause);
    }

    /** Installs the codec; from now on {@link #write} and {@link #read} carry plain bytes. From the thread that shook hands or after it. */
    void install(SecureChannel secured) {
        ChannelPreamble next = new ChannelPreamble(channel);
        plain = next;
        raw.handOver(secured.codec(), next);
    }

    /** Sends plain bytes in frames as the kernel makes them, waiting for the link to take them. */
    void write(byte[] bytes) throws IOException {
        ChannelFuture last = channel.newSucceededFuture();
        for (int at = 0; at < bytes.length;) {
            int count = Math.min(FrameBuffers.PAYLOAD, bytes.length - at);
            last = channel.writeAndFlush(FrameBuffers.allocate(channel.alloc(), count).writeBytes(bytes, at, count));
            at += count;
            if (!channel.isWritable()) {
                await(last);
            }
        }
        await(last);
    }

    /** Sends one buffer, taking it. */
    void write(ByteBuf buffer) throws IOException {
        await(channel.writeAndFlush(buffer));
    }

    /** Reads plain bytes. */
    byte[] read(int length) throws IOException {
        ChannelPreamble from = plain();
        byte[] bytes = new byte[length];
        for (int at = 0; at < length;) {
            int count = Math.min(30_000, length - at);
            System.arraycopy(from.read(count), 0, bytes, at, count);
            at += count;
        }
        return bytes;
    }

    /** Frees what was received and closes the link. */
    void dispose() {
        ChannelPreamble open = plain;
        (open == null ? raw : open).discard();
        channel.close();
        Await.until("the " + role + "'s end closes", () -> channel.closeFuture().isDone());
        link.inLoop(role, () -> {
            ChannelPreamble still = plain;
            if (still != null) {
                still.discard();
            }
        });
    }

    private ChannelPreamble plain() {
        ChannelPreamble open = plain;
        if (open == null) {
            throw new IllegalStateException("not installed");
        }
        return open;
    }

    private static void await(ChannelFuture future) throws IOException {
        Await.until("the link takes what is written", future::isDone);
        Throwable cause = future.cause();
        if (cause != null) {
            throw cause instanceof IOException e ? e : new EOFException("the link is closed: " + cause);
        }
    }
}
