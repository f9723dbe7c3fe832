package org.jackfield.security.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.datapath.FrameBuffers;

class FrameCodecTest {
    private static final byte[] KEY = new byte[FrameCipher.KEY];

    private final EmbeddedChannel sender = new EmbeddedChannel(codec(0));
    private final EmbeddedChannel receiver = new EmbeddedChannel(codec(0));

    @AfterEach
    void leavesNothingBehind() {
        sender.finishAndReleaseAll();
        receiver.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17, 18, 19, 1000, 65_537, 100_000})
    void deliversFramesHoweverTheyAreCut(int pieces) {
        Random random = new Random(pieces);
        byte[] text = bytes(random, pieces < 100 ? 4000 : 200_000);
        byte[] wire = sealInPieces(text, random, text.length / 10);
        for (int at = 0; at < wire.length;) {
            int count = Math.min(wire.length - at, 1 + random.nextInt(pieces));
            receiver.writeInbound(Unpooled.copiedBuffer(wire, at, count));
            at += count;
        }
        assertThat(Parties.drain(receiver::readInbound)).isEqualTo(text);
    }

    @Test
    void deliversFramesThatArriveByteByByte() {
        Random random = new Random(3);
        byte[] text = bytes(random, 3000);
        byte[] wire = sealInPieces(text, random, 700);
        for (byte each : wire) {
            receiver.writeInbound(Unpooled.wrappedBuffer(new byte[]{each}));
        }
        assertThat(Parties.drain(receiver::readInbound)).isEqualTo(text);
    }

    @Test
    void deliversManyFramesOfOneReadAndSkipsEmptyOnes() throws Exception {
        CipherState peer = new CipherState(new JdkCipher.Factory().sealing(KEY));
        ByteBuf wire = Unpooled.buffer(4096);
        for (int i = 0; i < 50; i++) {
            peer.seal(FrameCipher.NOTHING, Unpooled.buffer().writeZero(i), i, wire.writeShort(i + FrameCipher.TAG));
        }
        receiver.writeInbound(wire);
        for (int i = 1; i < 50; i++) {
            ByteBuf plain = receiver.readInbound();
            assertThat(plain.readableBytes()).isEqualTo(i);
            assertThat(plain.capacity()).as("memory that a delivered frame keeps alive").isEqualTo(i);
            plain.release();
        }
        assertThat(receiver.<ByteBuf>readInbound()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 511, 512, 513, 65_518, 65_519})
    void writesOneFrameWhereOneIsEnough(int length) {
        byte[] wire = seal(new byte[length]);
        assertThat(wire).hasSize(FrameCodec.HEADER + length + FrameCipher.TAG);
        assertThat((wire[0] & 0xff) << 8 | wire[1] & 0xff).isEqualTo(length + FrameCipher.TAG);
    }

    @Test
    void splitsWhatIsLongerThanOneFrame() {
        byte[] text = bytes(new Random(1), 3 * FrameCodec.MAX_PLAIN + 1);
        ChannelPromise promise = sender.newPromise();
        sender.writeAndFlush(Unpooled.wrappedBuffer(text), promise);
        sender.runPendingTasks();
        assertThat(promise.isSuccess()).isTrue();
        byte[] wire = Parties.drain(sender::readOutbound);
        assertThat(wire).hasSize(text.length + 4 * (FrameCodec.HEADER + FrameCipher.TAG));
        receiver.writeInbound(Unpooled.wrappedBuffer(wire));
        assertThat(Parties.drain(receiver::readInbound)).isEqualTo(text);
    }

    @Test
    void splitsWithoutAPromiseToo() {
        byte[] text = bytes(new Random(2), 2 * FrameCodec.MAX_PLAIN);
        sender.writeAndFlush(Unpooled.wrappedBuffer(text), sender.voidPromise());
        receiver.writeInbound(Unpooled.wrappedBuffer(Parties.drain(sender::readOutbound)));
        assertThat(Parties.drain(receiver::readInbound)).isEqualTo(text);
    }

    @Test
    void encryptsEveryKindOfBuffer() {
        Random random = new Random(4);
        for (int length : new int[]{1, 100, 5000, 60_000}) {
            byte[] text = bytes(random, length);
            ByteBuf framed = FrameBuffers.allocate(sender.alloc(), length).writeBytes(text);
            ByteBuf direct = Unpooled.directBuffer(length + 3).writeZero(3).writeBytes(text).skipBytes(3);
            ByteBuf composite = Unpooled.wrappedBuffer(Unpooled.copiedBuffer(text, 0, length / 2),
                    Unpooled.copiedBuffer(text, length / 2, length - length / 2));
            for (ByteBuf each : new ByteBuf[]{framed, direct, composite, Unpooled.copiedBuffer(text),
                Unpooled.copiedBuffer(text).asReadOnly()}) {
                sender.writeOutbound(each);
                receiver.writeInbound(Unpooled.wrappedBuffer(Parties.drain(sender::readOutbound)));
                assertThat(Parties.drain(receiver::readInbound)).isEqualTo(text);
                assertThat(each.refCnt()).isZero();
            }
        }
    }

    @Test
    void sendsNoFrameForNoText() {
        ChannelPromise promise = sender.newPromise();
        sender.writeAndFlush(Unpooled.EMPTY_BUFFER, promise);
        assertThat(promise.isSuccess()).isTrue();
        assertThat(Parties.drain(sender::readOutbound)).isEmpty();
    }

    @Test
    void closesOnAFlippedBitWhereverItIs() {
        byte[] wire = seal(bytes(new Random(5), 40));
        // a longer length only makes it wait for more; that end of the link is tested below
        for (int at = 2; at < wire.length; at++) {
            byte[] altered = wire.clone();
            altered[at] ^= 0x10;
            EmbeddedChannel channel = new EmbeddedChannel(codec(0));
            assertThatThrownBy(() -> channel.writeInbound(Unpooled.wrappedBuffer(altered))).isInstanceOf(ProtocolViolation.class)
                    .hasMessageContaining("does not verify");
            assertThat(channel.isOpen()).isFalse();
            assertThat(channel.<Object>readInbound()).isNull();
        }
    }

    @Test
    void decryptsNothingAfterAFailure() {
        byte[] good = seal(new byte[40]);
        byte[] next = seal(new byte[40]);
        good[10] ^= 1;
        CollectingErrors errors = new CollectingErrors();
        EmbeddedChannel channel = new EmbeddedChannel(codec(0), errors);
        channel.pipeline().fireChannelRead(Unpooled.wrappedBuffer(concat(good, next)));
        channel.pipeline().fireChannelRead(Unpooled.wrappedBuffer(next));
        assertThat(errors.count).isEqualTo(1);
        assertThat(errors.received).isZero();
    }

    @Test
    void refusesReplayedAndReorderedFrames() {
        byte[] first = seal(new byte[10]);
        byte[] second = seal(new byte[10]);
        EmbeddedChannel replayed = new EmbeddedChannel(codec(0));
        replayed.writeInbound(Unpooled.wrappedBuffer(first));
        assertThatThrownBy(() -> replayed.writeInbound(Unpooled.wrappedBuffer(first))).isInstanceOf(ProtocolViolation.class);
        replayed.finishAndReleaseAll();
        EmbeddedChannel reordered = new EmbeddedChannel(codec(0));
        assertThatThrownBy(() -> reordered.writeInbound(Unpooled.wrappedBuffer(second))).isInstanceOf(ProtocolViolation.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15})
    void refusesFramesShorterThanATag(int length) {
        assertThatThrownBy(() -> receiver.writeInbound(Unpooled.buffer().writeShort(length).writeZero(length)))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("at least 16");
        assertThat(receiver.isOpen()).isFalse();
    }

    @Test
    void releasesTheBeginningOfAFrameWhenTheLinkEnds() {
        byte[] wire = seal(new byte[1000]);
        for (int length = 1; length < wire.length; length += 97) {
            EmbeddedChannel channel = new EmbeddedChannel(codec(0));
            ByteBuf part = Unpooled.copiedBuffer(wire, 0, length);
            channel.writeInbound(part);
            channel.finishAndReleaseAll();
            assertThat(part.refCnt()).isZero();
        }
    }

    @Test
    void endsBeforeTheCounterWraps() throws Exception {
        EmbeddedChannel channel = new EmbeddedChannel(codec(-2));
        channel.writeOutbound(Unpooled.wrappedBuffer(new byte[]{1}));
        byte[] last = Parties.drain(channel::readOutbound);
        assertThat(last).hasSize(FrameCodec.HEADER + 1 + FrameCipher.TAG);
        ChannelPromise promise = channel.newPromise();
        ByteBuf refused = Unpooled.copiedBuffer(new byte[]{2});
        channel.writeAndFlush(refused, promise);
        assertThat(promise.cause()).isInstanceOf(ProtocolViolation.class).hasMessageContaining("nonces");
        assertThat(refused.refCnt()).isZero();
        assertThat(channel.isOpen()).isFalse();
        assertThatThrownBy(channel::checkException).isInstanceOf(ProtocolViolation.class);

        EmbeddedChannel reader = new EmbeddedChannel(codec(-2));
        reader.writeInbound(Unpooled.wrappedBuffer(last));
        assertThat(Parties.drain(reader::readInbound)).containsExactly(1);
        assertThatThrownBy(() -> reader.writeInbound(Unpooled.wrappedBuffer(last))).isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("nonces");
    }

    @Test
    void allocatesByWhatArrivesNotByWhatIsAnnounced() {
        CountingAllocator allocator = new CountingAllocator();
        receiver.config().setAllocator(allocator);
        receiver.writeInbound(Unpooled.wrappedBuffer(new byte[]{(byte) 0xff, (byte) 0xff, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
        assertThat(allocator.allocated).isLessThan(64 * 1024 / 10);
    }

    @Test
    void asksForMoreWhenOnlyPartOfAFrameCame() {
        CollectingReads reads = new CollectingReads();
        EmbeddedChannel channel = new EmbeddedChannel(reads, codec(0));
        channel.config().setAutoRead(false);
        int before = reads.count;
        channel.writeInbound(Unpooled.copiedBuffer(seal(new byte[100]), 0, 50));
        assertThat(reads.count).isEqualTo(before + 1);
        channel.finishAndReleaseAll();
    }

    private byte[] seal(byte[] text) {
        sender.writeOutbound(Unpooled.wrappedBuffer(text));
        return Parties.drain(sender::readOutbound);
    }

    private byte[] sealInPieces(byte[] text, Random random, int longest) {
        for (int at = 0; at < text.length;) {
            int count = Math.min(text.length - at, 1 + random.nextInt(longest));
            sender.writeOutbound(Unpooled.copiedBuffer(text, at, count));
            at += count;
        }
        return Parties.drain(sender::readOutbound);
    }

    private static FrameCodec codec(long counter) {
        FrameCipher.Factory ciphers = new JdkCipher.Factory();
        try {
            return new FrameCodec(new CipherState(ciphers.sealing(KEY), counter), new CipherState(ciphers.opening(KEY), counter));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static final class CollectingErrors extends ChannelInboundHandlerAdapter {
        private int count;
        private int received;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            received++;
            ((ByteBuf) message).release();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            count++;
        }
    }

    private static final class CollectingReads extends io.netty.channel.ChannelOutboundHandlerAdapter {
        private int count;

        @Override
        public void read(ChannelHandlerContext ctx) {
            count++;
            ctx.read();
        }
    }
}
