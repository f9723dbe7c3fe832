package org.jackfield.spi.tck;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

import io.netty.channel.Channel;

import org.jackfield.spi.datapath.ChannelPreamble;
import org.jackfield.spi.datapath.FrameBuffers;
import org.jackfield.spi.datapath.Link;

/** One end of a raw link of a transport, with blocking reads and writes. */
final class LinkEnd implements AutoCloseable {
    private static final int MOST = 30_000;

    private final Link.Raw link;
    private final ChannelPreamble preamble;
    private final ReentrantLock reading = new ReentrantLock();
    private boolean discarded;

    /** Takes the link; its buffers come from {@code allocator} from now on. */
    LinkEnd(Link link, TrackingAllocator allocator) {
        this.link = raw(link);
        this.preamble = new ChannelPreamble(channel());
        channel().config().setAllocator(allocator);
        channel().eventLoop().execute(() -> channel().pipeline().addLast(preamble));
    }

    static Link.Raw raw(Link link) {
        if (link instanceof Link.Raw raw) {
            return raw;
        }
        throw new AssertionError("this contract is for transports that yield raw links: " + link);
    }

    Link.Raw link() {
        return link;
    }

    Channel channel() {
        return link.channel();
    }

    /** Sends bytes and waits until the operating system has them. */
    void write(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length;) {
            int count = Math.min(FrameBuffers.PAYLOAD, bytes.length - at);
            var future = channel().writeAndFlush(FrameBuffers.allocate(channel().alloc(), count).writeBytes(bytes, at, count));
            at += count;
            if (!channel().isWritable() || at == bytes.length) {
                Await.until("the link takes what is written", future::isDone);
                if (!future.isSuccess()) {
                    throw new IOException("the link is closed", future.cause());
                }
            }
        }
    }

    byte[] read(int length) throws IOException {
        reading.lock();
        try {
            byte[] bytes = new byte[length];
            for (int at = 0; at < length;) {
                int count = Math.min(MOST, length - at);
                System.arraycopy(preamble.read(count), 0, bytes, at, count);
                at += count;
            }
            return bytes;
        } finally {
            reading.unlock();
        }
    }

    /** Sends back every byte until the link ends. */
    void echo() {
        try {
            while (true) {
                byte[] first = read(1);
                byte[] rest = read(Math.min(preamble.buffered(), MOST));
                byte[] all = Arrays.copyOf(first, 1 + rest.length);
                System.arraycopy(rest, 0, all, 1, rest.length);
                write(all);
            }
        } catch (IOException _) {
            close(); // the end of the link is the end of the echo
        }
    }

    /** Closes the link, waits for whoever reads to notice, and frees what was not read. */
    @Override
    public void close() {
        channel().close();
        Await.until("the link closes", () -> channel().closeFuture().isDone());
        reading.lock();
        try {
            if (!discarded) {
                discarded = true;
                preamble.discard();
            }
        } finally {
            reading.unlock();
        }
    }
}
