package org.jackfield.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.jackfield.spi.datapath.ChannelPreamble;
import org.jackfield.spi.datapath.Role;

class ChannelPreambleTest {
    private MemoryLink link = new MemoryLink(Delivery.WHOLE);

    @AfterEach
    void releaseAll() {
        link.close();
        link.allocator().assertReleased();
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void readsWhatTheOtherEndWrites(Delivery delivery) throws Exception {
        link = new MemoryLink(delivery);
        ChannelPreamble one = install(Role.INITIATOR);
        ChannelPreamble two = install(Role.RESPONDER);
        byte[] bytes = Bufs.random(1, 10_000);
        one.write(bytes);
        assertThat(read(two, 10_000)).isEqualTo(bytes);
        two.discard();
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void handsOverWhatItHasNotRead(Delivery delivery) throws Exception {
        link = new MemoryLink(delivery);
        ChannelPreamble one = install(Role.INITIATOR);
        ChannelPreamble two = install(Role.RESPONDER);
        byte[] bytes = Bufs.random(1, 10_000);
        one.write(bytes);
        assertThat(read(two, 100)).isEqualTo(java.util.Arrays.copyOf(bytes, 100));
        ChannelPreamble next = new ChannelPreamble(link.channel(Role.RESPONDER));
        two.handOver(next);
        assertThat(read(next, 9900)).isEqualTo(java.util.Arrays.copyOfRange(bytes, 100, 10_000));
        next.discard();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void handsOverTheEndOfALinkThatClosedBefore(Role end) throws Exception {
        ChannelPreamble preamble = install(end);
        link.close();
        ChannelPreamble next = new ChannelPreamble(link.channel(end));
        preamble.handOver(next);
        assertThatThrownBy(() -> read(next, 1)).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void failsAWaitingReadWhenTheLinkFails(Role end) {
        ChannelPreamble preamble = install(end);
        var reading = Await.async(() -> preamble.read(1));
        link.fail();
        assertThatThrownBy(() -> Await.outcome(reading)).isInstanceOf(IOException.class);
    }

    private ChannelPreamble install(Role end) {
        ChannelPreamble preamble = new ChannelPreamble(link.channel(end));
        link.inLoop(end, () -> link.channel(end).pipeline().addLast(preamble));
        return preamble;
    }

    private static byte[] read(ChannelPreamble preamble, int length) throws Exception {
        return Await.outcome(Await.async(() -> preamble.read(length)));
    }
}
