package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

import org.jackfield.spi.ErrorCode;
import org.jackfield.spi.datapath.MuxedStream;
import org.jackfield.spi.datapath.MuxerProvider;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.multiformats.Bytes;

/**
 * Muxer contract, group hostile input: whatever a peer sends, the session lives on or ends with a reason; nothing else is harmed, and no
 * buffer is lost.
 */
abstract class MuxerHostility<C extends Record> extends MuxerLimits<C> {
    private static final int FLOOD = 20_000;

    MuxerHostility(MuxerProvider<C> provider, C config) {
        super(provider, config);
    }

    @BothRoles
    final void outlivesRandomBytes(Role victim) throws IOException {
        for (int seed = 0; seed < 100; seed++) {
            attack(victim, Bytes.copyOf(Bufs.random(seed, 1 + seed * 20)), Delivery.WHOLE);
        }
        attack(victim, Bytes.copyOf(Bufs.random(200, 500_000)), Delivery.WHOLE);
    }

    @BothRoles
    final void outlivesEqualBytes(Role victim) throws IOException {
        for (int value = 0; value < 256; value += 3) {
            byte[] bytes = new byte[1000];
            java.util.Arrays.fill(bytes, (byte) value);
            attack(victim, Bytes.copyOf(bytes), Delivery.IN_PIECES);
        }
    }

    @BothRoles
    final void outlivesATrueConversationCutAtEveryByte(Role victim) throws Exception {
        Bytes conversation = conversation(other(victim));
        for (int length = 0; length < conversation.length(); length++) {
            attack(victim, conversation.slice(0, length), Delivery.WHOLE);
        }
    }

    @BothRoles
    final void outlivesATrueConversationWithEachByteAltered(Role victim) throws Exception {
        Bytes conversation = conversation(other(victim));
        for (int at = 0; at < conversation.length(); at++) {
            for (int mask : new int[]{0x01, 0x80, 0xFF}) {
                byte[] altered = conversation.toArray();
                altered[at] ^= (byte) mask;
                attack(victim, Bytes.copyOf(altered), Delivery.WHOLE);
            }
        }
    }

    @BothRoles
    final void boundsWhatAPeerMakesItKeepByOpeningAndResetting(Role attacker) throws IOException {
        Pair pair = pair(attacker);
        int most = 0;
        for (int i = 0; i < FLOOD && !pair.actor().hasClosed() && !pair.other().hasClosed(); i++) {
            try {
                pair.actor().open().reset(ErrorCode.NONE);
            } catch (IOException _) {
                break; // the victim has had enough
            }
            most = Math.max(most, pair.other().session().streams());
        }
        assertThat(most).as("streams the victim kept").isLessThanOrEqualTo(maxInboundStreams());
    }

    /** Sends bytes at a session from a peer that is no muxer, then ends the link. */
    private void attack(Role victim, Bytes bytes, Delivery delivery) throws IOException {
        MemoryLink link = new MemoryLink(delivery);
        try {
            MuxerEnd end = end(link, victim);
            end.serve(stream -> MuxerHarness.Pair.echo(stream, link.allocator()));
            end.install();
            Channel attacker = link.channel(other(victim));
            link.inLoop(other(victim), () -> {
                attacker.pipeline().addLast(new Discard());
                attacker.config().setAutoRead(true);
            });
            ByteBuf data = attacker.alloc().buffer().writeBytes(bytes.toArray());
            attacker.writeAndFlush(data).addListener(_ -> attacker.close());
            end.closed();
            end.dispose();
            assertThat(end.offences()).isEmpty();
        } finally {
            link.close();
        }
        link.allocator().assertReleased();
    }

    /** Records what one side sends while streams open, carry bytes, end and are reset. */
    private Bytes conversation(Role speaker) throws Exception {
        Pair pair = pair(speaker);
        Streams streams = pair.open();
        Bufs.write(streams.mine(), pair.allocator(), Bufs.random(1, 40));
        Bufs.read(streams.theirs(), 40);
        Streams reset = pair.open();
        MuxedStream accepted = pair.other().open();
        Bufs.write(accepted, pair.allocator(), new byte[]{1});
        Bufs.write(pair.actor().accept(), pair.allocator(), new byte[]{2});
        reset.mine().reset(ErrorCode.NONE);
        streams.mine().closeWrite();
        assertThat(streams.theirs().read()).isNull();
        return pair.link().recorded(speaker);
    }

    /** A peer that reads and ignores. */
    private static final class Discard extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
        }
    }
}
