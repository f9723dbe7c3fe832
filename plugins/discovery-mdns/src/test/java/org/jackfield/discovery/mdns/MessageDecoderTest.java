package org.jackfield.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.jackfield.discovery.mdns.ResourceRecord.Address;
import org.jackfield.discovery.mdns.ResourceRecord.Pointer;
import org.jackfield.discovery.mdns.ResourceRecord.Server;
import org.jackfield.discovery.mdns.ResourceRecord.Text;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;

class MessageDecoderTest {
    private static final DnsName SERVICE = DnsName.parse(Wire.SERVICE);
    private static final DnsName INSTANCE = SERVICE.child("abc");
    private static final String HEADER_OF_ONE_QUESTION = "0000 0000 0001 0000 0000 0000".replace(" ", "");
    private static final String HEADER_OF_ONE_ANSWER = "0000 8400 0000 0001 0000 0000".replace(" ", "");

    @Test
    void readsBackWhatIsWritten() {
        DnsMessage answer = DnsMessage.answer(List.of(new Pointer(SERVICE, 120, INSTANCE)),
                List.of(new Text(INSTANCE, 0xffff_ffffL, List.of(
                        Bytes.ofUtf8("dnsaddr=/ip4/1.2.3.4"), Bytes.ofUtf8("x"))), new Text(INSTANCE, 1, List.of()),
                        new Server(INSTANCE, 120, 4001,
                                DnsName.parse("abc.p2p.local")),
                        new Address(INSTANCE, 120, Bytes.of(10, 0, 0, 1)), new Address(INSTANCE, 120, Bytes
                                .ofHex("fe800000000000000000000000000001"))));
        assertThat(MessageDecoder.decode(MessageEncoder.encode(answer))).isEqualTo(answer);
        DnsMessage query = DnsMessage.query(SERVICE, ResourceRecord.PTR);
        assertThat(MessageDecoder.decode(MessageEncoder.encode(query))).isEqualTo(query);
    }

    @Test
    void writesTheQueryThatTheSpecificationsName() {
        assertThat(MessageEncoder.encode(DnsMessage.query(SERVICE, ResourceRecord.PTR))).isEqualTo(Wire.vector("query.hex"));
    }

    @Test
    void readsTheAnswersOfOthers() {
        DnsMessage js = MessageDecoder.decode(Wire.vector("js-answer.hex"));
        assertThat(js.answers()).hasSize(2).hasOnlyElementsOfTypes(Pointer.class, Text.class);
        DnsMessage go = MessageDecoder.decode(Wire.vector("go-answer.hex"));
        assertThat(go.answers()).hasSize(1);
        assertThat(go.additionals()).hasAtLeastOneElementOfType(Server.class).hasAtLeastOneElementOfType(Text.class);
    }

    @Test
    void takesNoNoticeOfTheTopBitOfAClass() {
        String name = "045f703270045f756470056c6f63616c00";
        assertThat(decode(HEADER_OF_ONE_QUESTION + name + "000c" + "8001").questions()).hasSize(1);
        assertThat(decode(HEADER_OF_ONE_ANSWER + name + "0010" + "8001" + "00000078" + "0002" + "0161").answers()).hasSize(1);
        assertThat(decode(HEADER_OF_ONE_ANSWER + name + "0010" + "0003" + "00000078" + "0002" + "0161").answers()).as("another class")
                .isEmpty();
    }

    @Test
    void comparesNamesWithoutCase() {
        String name = "045f503250045f554450054c4f43414c00";
        assertThat(decode(HEADER_OF_ONE_QUESTION + name + "000c" + "0001").questions().getFirst().name()).isEqualTo(SERVICE);
    }

    @Test
    void passesOverRecordsOfOtherKinds() {
        assertThat(decode(HEADER_OF_ONE_ANSWER + "016100002f0001000000780003ffffff").answers()).isEmpty();
    }

    @Test
    void refusesNamesThatGoRoundOrForward() {
        assertRefuses(HEADER_OF_ONE_QUESTION + "c00c" + "000c0001");
        assertRefuses(HEADER_OF_ONE_QUESTION + "0161c00c" + "000c0001");
        assertRefuses(HEADER_OF_ONE_QUESTION + "c012" + "000c0001" + "00");
    }

    @Test
    void refusesNamesThatJumpOften() {
        assertThat(decode(jumps(MessageDecoder.MAX_JUMPS)).questions()).hasSize(MessageDecoder.MAX_JUMPS + 1);
        assertRefuses(jumps(MessageDecoder.MAX_JUMPS + 1));
    }

    @Test
    void refusesNamesThatAreTooLong() {
        String label = "3f" + "61".repeat(63);
        assertRefuses(HEADER_OF_ONE_QUESTION + label.repeat(4) + "00" + "000c0001");
        assertThat(decode(HEADER_OF_ONE_QUESTION + label.repeat(3) + "3d" + "61".repeat(61) + "00" + "000c0001").questions()).hasSize(1);
        assertRefuses(HEADER_OF_ONE_QUESTION + "40" + "61".repeat(64) + "00" + "000c0001");
    }

    @Test
    void refusesMoreThanItsBudgets() {
        assertRefuses("0000 0000 0041 0000 0000 0000".replace(" ", "") + "00000c0001".repeat(65));
        assertRefuses("0000 8400 0000 0081 0000 0080".replace(" ", "") + "0000100001000000780000".repeat(257));
        assertRefuses(HEADER_OF_ONE_QUESTION + "00000c0001" + "00".repeat(MessageDecoder.MAX_PACKET));
    }

    @Test
    void refusesWhatIsCutOff() {
        Bytes whole = Wire.vector("js-answer.hex");
        for (int length = 0; length < whole.length(); length++) {
            assertRefuses(whole.slice(0, length).hex());
        }
    }

    @Test
    void refusesOtherOperationsAndErrors() {
        assertRefuses("0000 2800 0000 0000 0000 0000".replace(" ", ""));
        assertRefuses("0000 8403 0000 0000 0000 0000".replace(" ", ""));
    }

    /** Questions whose names are one label and then the name before: the last takes as many jumps as there are before it. */
    private static String jumps(int count) {
        StringBuilder packet = new StringBuilder("00000000%04x000000000000".formatted(count + 1)).append("016100000c0001");
        int last = 12;
        for (int i = 0; i < count; i++) {
            int here = packet.length() / 2;
            packet.append("0162%04x000c0001".formatted(0xc000 | last));
            last = here;
        }
        return packet.toString();
    }

    private static DnsMessage decode(String hex) {
        return MessageDecoder.decode(Bytes.ofHex(hex));
    }

    private static void assertRefuses(String hex) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> decode(hex));
    }
}
