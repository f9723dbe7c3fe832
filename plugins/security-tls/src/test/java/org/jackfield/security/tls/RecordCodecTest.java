package org.jackfield.security.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.jackfield.spi.datapath.ChannelPreamble;
import org.jackfield.spi.datapath.FrameBuffers;
import org.jackfield.spi.datapath.Handshake;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SecureChannel;
import org.jackfield.spi.datapath.SecurityProtocol;
import org.jackfield.spi.tck.Await;
import org.jackfield.spi.tck.Delivery;
import org.jackfield.spi.tck.FakePluginContext;
import org.jackfield.spi.tck.MemoryLink;

/** How a connection ends, after a real handshake. Source: RFC 8446, section 6.1. */
@Timeout(60)
class RecordCodecTest {
    private static final byte[] WORDS = new byte[50_000];

    private final MemoryLink link = new MemoryLink(Delivery.WHOLE);
    private final FakePluginContext context = new FakePluginContext();
    private final SecurityProtocol security = new TlsProvider().create(new TlsConfig(), context);
    private End here;
    private End there;

    static {
        new Random(1).nextBytes(WORDS);
    }

    @BeforeEach
    void shakeHands() throws Exception {
        context.started();
        security.start();
        CompletableFuture<End> dialing = Await.async(() -> secure(Role.INITIATOR));
        there = secure(Role.RESPONDER);
        here = Await.outcome(dialing);
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        security.close();
        context.close();
        link.allocator().assertReleased();
    }

    @Test
    void anEndThatIsAnnouncedIsInOrder() {
        there.say(WORDS);
        there.channel.close();
        here.hearsTheEnd();
        assertThat(here.heard()).isEqualTo(WORDS);
        assertThat(here.failures).isEmpty();
    }

    @Test
    void anEndThatIsNotAnnouncedIsToldAsACut() {
        there.say(WORDS);
        there.closeSocket();
        here.hearsTheEnd();
        assertThat(here.heard()).isEqualTo(WORDS);
        assertThat(here.failures).singleElement().satisfies(failure -> assertThat(failure).isInstanceOf(EOFException.class)
                .hasMessageContaining("close_notify"));
    }

    /** The peer has gone in order, and this end, which had nothing to add, has closed too. */
    @Test
    void aFarewellEndsBothSidesInOrder() {
        there.sayFarewell();
        here.hearsTheEnd();
        there.hearsTheEnd();
        assertThat(here.failures).isEmpty();
        assertThat(there.failures).isEmpty();
    }

    @Test
    void whoLeavesFirstMissesNothing() {
        here.channel.close();
        here.hearsTheEnd();
        there.hearsTheEnd();
        assertThat(here.failures).isEmpty();
        assertThat(there.failures).isEmpty();
    }

    private End secure(Role role) throws IOException {
        Channel channel = link.channel(role);
        ChannelPreamble preamble = new ChannelPreamble(channel);
        channel.pipeline().addLast(preamble);
        SecureChannel secured = security.secure(preamble, new Handshake(role, Optional.empty(), List.of()));
        End end = new End(channel);
        preamble.handOver(secured.codec(), end);
        channel.config().setAutoRead(true);
        return end;
    }

    /** What stands above the codec; hears all. */
    private static final class End extends ChannelInboundHandlerAdapter {
        private final Channel channel;
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        private volatile boolean ended;

        End(Channel channel) {
            this.channel = channel;
        }

        void say(byte[] words) {
            var said = channel.writeAndFlush(FrameBuffers.allocate(channel.alloc(), words.length).writeBytes(words));
            Await.until("it is on its way", said::isSuccess);
        }

        void sayFarewell() {
            channel.eventLoop().submit(() -> channel.pipeline().get(RecordCodec.class).sayFarewell(codec())).syncUninterruptibly();
        }

        /** As the network does it, below what could say so. */
        void closeSocket() {
            channel.eventLoop().submit(() -> codec().close()).syncUninterruptibly();
        }

        void hearsTheEnd() {
            Await.until("the end", () -> ended);
        }

        synchronized byte[] heard() {
            return heard.toByteArray();
        }

        @Override
        public synchronized void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            heard.writeBytes(ByteBufUtil.getBytes(bytes));
            bytes.release();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            failures.add(cause);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            ended = true;
        }

        private ChannelHandlerContext codec() {
            return channel.pipeline().context(RecordCodec.class);
        }
    }
}
