package org.jackfield.security.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.jackfield.security.noise.NoiseConfig.Cipher;
import org.jackfield.spi.ProtocolId;
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
import org.jackfield.spi.tck.ProviderContract;

/** The plugin as the kernel uses it: over channels, from the preamble to encrypted data. */
class NoiseSecurityTest extends ProviderContract<SecurityProtocol, NoiseConfig> {
    private static final List<ProtocolId> MUXERS = List.of(new ProtocolId("/yamux/1.0.0"));

    NoiseSecurityTest() {
        super(new NoiseProvider(), NoiseConfig.DEFAULTS);
    }

    static Stream<Arguments> links() {
        return Stream.of(Cipher.values()).flatMap(cipher -> Stream.of(Delivery.values()).map(delivery -> Arguments.of(cipher, delivery)));
    }

    @ParameterizedTest
    @MethodSource("links")
    void carriesDataBothWays(Cipher cipher, Delivery delivery) throws Exception {
        int length = delivery == Delivery.WHOLE ? 1_000_000 : 100_000;
        FakePluginContext other = new FakePluginContext(network().host());
        try (MemoryLink link = new MemoryLink(delivery);
                SecurityProtocol one = make(cipher, context());
                SecurityProtocol two = make(cipher, other)) {
            var there = Await.async(() -> secure(one, link, Role.INITIATOR, other, length));
            var back = Await.async(() -> secure(two, link, Role.RESPONDER, context(), length));
            End initiator = Await.outcome(there);
            End responder = Await.outcome(back);
            assertThat(initiator.secured().peer()).isEqualTo(other.identity().id());
            assertThat(responder.secured().peer()).isEqualTo(context().identity().id());
            assertThat(initiator.secured().earlyMuxer()).contains(MUXERS.getFirst()).isEqualTo(responder.secured().earlyMuxer());
            Await.until("everything arrives", () -> initiator.collector().size() >= length && responder.collector().size() >= length);
            assertThat(initiator.collector().bytes()).isEqualTo(data(Role.RESPONDER, length));
            assertThat(responder.collector().bytes()).isEqualTo(data(Role.INITIATOR, length));
        } finally {
            other.close();
        }
    }

    @Test
    void isCalledNoise() throws Exception {
        try (SecurityProtocol noise = create()) {
            assertThat(noise.id()).isEqualTo(new ProtocolId("/noise"));
        }
    }

    private static SecurityProtocol make(Cipher cipher, FakePluginContext context) throws Exception {
        SecurityProtocol security = new NoiseProvider().create(new NoiseConfig(cipher), context);
        context.started();
        security.start();
        return security;
    }

    /** Shakes hands, hands the channel over to the codec and sends: some before the peer can be ready, in frames of all sizes. */
    private static End secure(SecurityProtocol security, MemoryLink link, Role role, FakePluginContext peer, int length) throws Exception {
        Channel channel = link.channel(role);
        ChannelPreamble preamble = new ChannelPreamble(channel);
        link.inLoop(role, () -> channel.pipeline().addLast(preamble));
        SecureChannel secured = security.secure(preamble, new Handshake(role, Optional.of(peer.identity().id()), MUXERS));
        Collector collector = new Collector();
        preamble.handOver(secured.codec(), collector);
        byte[] data = data(role, length);
        Random random = new Random(role.ordinal());
        for (int at = 0; at < length;) {
            int count = Math.min(length - at, 1 + random.nextInt(random.nextBoolean() ? 100 : FrameBuffers.PAYLOAD));
            channel.write(FrameBuffers.allocate(channel.alloc(), count).writeBytes(data, at, count), channel.voidPromise());
            at += count;
        }
        channel.flush();
        return new End(secured, collector);
    }

    private static byte[] data(Role role, int length) {
        return FrameCodecTest.bytes(new Random(role.ordinal()), length);
    }

    private record End(SecureChannel secured, Collector collector) {}

    private static final class Collector extends ChannelInboundHandlerAdapter {
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf data = (ByteBuf) message;
            byte[] bytes = new byte[data.readableBytes()];
            data.readBytes(bytes);
            data.release();
            received.writeBytes(bytes);
        }

        int size() {
            return received.size();
        }

        byte[] bytes() {
            return received.toByteArray();
        }
    }
}
