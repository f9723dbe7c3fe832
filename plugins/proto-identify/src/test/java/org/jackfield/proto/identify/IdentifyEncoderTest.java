package org.jackfield.proto.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.tck.TestIdentities;

class IdentifyEncoderTest {
    private static final List<Multiaddr> ADDRESSES = IntStream.range(1, 20).mapToObj(i -> Multiaddr.parse("/ip4/1.2.3." + i + "/tcp/4001"))
            .toList();

    @Test
    void putsAllInOneMessageWhereItFits() {
        IdentifyMessage message = message(10, 1000);
        List<Bytes> encoded = IdentifyEncoder.encode(message);
        assertThat(encoded).hasSize(1);
        assertThat(decode(encoded)).isEqualTo(message);
    }

    @Test
    void putsOnlyTheRecordInASecondMessage() {
        IdentifyMessage message = message(10, 3800);
        List<Bytes> encoded = IdentifyEncoder.encode(message);
        assertThat(encoded).hasSize(2);
        IdentifyMessage first = decode(encoded.subList(0, 1));
        assertThat(first.protocols()).isEqualTo(message.protocols());
        assertThat(first.listenAddresses()).isEqualTo(message.listenAddresses());
        assertThat(first.publicKey()).isPresent();
        assertThat(first.signedPeerRecord()).isEmpty();
        assertThat(decode(encoded)).isEqualTo(message);
    }

    @Test
    void spreadsALongListOfProtocolsOverSeveralMessages() {
        IdentifyMessage message = message(500, 7000);
        List<Bytes> encoded = IdentifyEncoder.encode(message);
        assertThat(encoded).hasSizeGreaterThan(2);
        assertThat(encoded.subList(0, encoded.size() - 1))
                .allSatisfy(each -> assertThat(each.length()).isLessThanOrEqualTo(IdentifyEncoder.MAX_MESSAGE));
        assertThat(decode(encoded.subList(0, 1)).listenAddresses()).isEqualTo(message.listenAddresses());
        assertThat(decode(encoded)).isEqualTo(message);
    }

    @Test
    void leavesOutWhatOthersWouldNotReadButKeepsTheRecord() {
        List<ProtocolId> long_ = IntStream.range(0, 200).mapToObj(i -> new ProtocolId("/" + i + "x".repeat(900))).toList();
        IdentifyMessage message = new IdentifyMessage(Optional.empty(), ADDRESSES, long_, Optional.empty(), Optional.empty(),
                Optional.empty(),
                Optional.of(Bytes.copyOf(new byte[7000])));
        List<Bytes> encoded = IdentifyEncoder.encode(message);
        assertThat(encoded).hasSize(IdentifyDecoder.MAX_MESSAGES);
        IdentifyMessage read = decode(encoded);
        assertThat(read.protocols()).isNotEmpty().isEqualTo(long_.subList(0, read.protocols().size()));
        assertThat(read.signedPeerRecord()).isPresent();
    }

    @Test
    void writesAnEmptyMessageForNothing() {
        assertThat(IdentifyEncoder.encode(decode(List.of()))).containsExactly(Bytes.EMPTY);
    }

    private static IdentifyMessage message(int protocols, int record) {
        return new IdentifyMessage(Optional.of(TestIdentities.next().publicKey()), ADDRESSES,
                IntStream.range(0, protocols).mapToObj(i -> new ProtocolId("/protocol/number/" + i + "/1.0.0")).toList(),
                Optional.of(Multiaddr.parse("/ip4/5.6.7.8/tcp/1")), Optional.of("ipfs/0.1.0"), Optional.of("jackfield/1"),
                Optional.of(Bytes.copyOf(new byte[record])));
    }

    private static IdentifyMessage decode(List<Bytes> messages) {
        IdentifyDecoder decoder = new IdentifyDecoder();
        messages.forEach(decoder::add);
        return decoder.message();
    }
}
