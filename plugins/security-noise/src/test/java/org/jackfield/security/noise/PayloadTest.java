package org.jackfield.security.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import com.google.protobuf.CodedOutputStream;
import org.junit.jupiter.api.Test;

import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.multiformats.Bytes;

class PayloadTest {
    private static final Payload SMALL = new Payload(Bytes.of(1, 2), Bytes.of(3), List.of("/yamux/1.0.0", "/mplex/6.7.0"));

    @Test
    void readsWhatItWrote() throws Exception {
        assertThat(Payload.decode(SMALL.encode())).isEqualTo(SMALL);
    }

    @Test
    void leavesOutTheExtensionsWithoutMuxers() {
        byte[] encoded = new Payload(Bytes.of(1), Bytes.of(2), List.of()).encode();
        assertThat(encoded).containsExactly(0x0a, 1, 1, 0x12, 1, 2);
    }

    @Test
    void readsAPayloadWithOldEmptyFields() throws Exception {
        Payload payload = Payload.decode(bytes(0x0a, 1, 1, 0x12, 1, 2, 0x1a, 0, 0x22, 0));
        assertThat(payload).isEqualTo(new Payload(Bytes.of(1), Bytes.of(2), List.of()));
    }

    @Test
    void skipsUnknownFieldsOfEveryWireType() throws Exception {
        byte[] encoded = written(out -> {
            out.writeUInt64(9, -1);
            out.writeFixed64(10, 1);
            out.writeFixed32(11, 1);
            out.writeString(12, "x");
            out.writeTag(13, 3);
            out.writeUInt32(1, 7);
            out.writeTag(13, 4);
            out.writeByteArray(1, new byte[]{1, 2});
            out.writeByteArray(2, new byte[]{3});
            out.writeByteArray(4, written(inner -> {
                inner.writeByteArray(1, new byte[34]);
                inner.writeString(2, "/yamux/1.0.0");
                inner.writeUInt32(7, 1);
                inner.writeString(2, "/mplex/6.7.0");
            }));
        });
        assertThat(Payload.decode(encoded)).isEqualTo(SMALL);
    }

    @Test
    void lookAtNoMoreThanAHundredMuxers() throws Exception {
        Payload many = new Payload(Bytes.of(1), Bytes.of(2), Collections.nCopies(150, "/m"));
        assertThat(Payload.decode(many.encode()).muxers()).hasSize(Payload.MAX_MUXERS);
    }

    @Test
    void refusesPayloadsWithoutKeyOrSignature() {
        assertThatThrownBy(() -> Payload.decode(new byte[0])).isInstanceOf(ProtocolViolation.class).hasMessageContaining("identity key");
        assertThatThrownBy(() -> Payload.decode(bytes(0x0a, 1, 1))).isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("identity signature");
    }

    @Test
    void refusesEveryTruncation() {
        byte[] encoded = SMALL.encode();
        for (int length = 0; length < encoded.length; length++) {
            byte[] cut = Arrays.copyOf(encoded, length);
            // between the last two fields it is a whole payload without muxers
            if (length != 7) {
                assertThatThrownBy(() -> Payload.decode(cut)).as("%d bytes", length).isInstanceOf(ProtocolViolation.class);
            }
        }
    }

    @Test
    void refusesLengthsBeyondTheEndWithoutAllocating() {
        for (int field : new int[]{0x0a, 0x12, 0x1a, 0x22}) {
            byte[] encoded = bytes(field, 0xff, 0xff, 0xff, 0xff, 0x07, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
            assertThatThrownBy(() -> Payload.decode(encoded)).isInstanceOf(ProtocolViolation.class);
        }
        assertThatThrownBy(() -> Payload.decode(bytes(0x22, 6, 0x12, 0xff, 0xff, 0xff, 0xff, 0x07))).isInstanceOf(ProtocolViolation.class);
        assertThatThrownBy(() -> Payload.decode(bytes(0x22, 0xff, 0xff, 0xff, 0xff, 0x0f))).isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void refusesDeepGroups() {
        byte[] groups = new byte[10_000];
        Arrays.fill(groups, (byte) 0x2b);
        assertThatThrownBy(() -> Payload.decode(groups)).isInstanceOf(ProtocolViolation.class);
        assertThatThrownBy(() -> Payload.decode(bytes(0x2c))).isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void refusesMoreThanItsBudget() {
        byte[] unknown = written(out -> out.writeByteArray(9, new byte[1 << 20]));
        assertThatThrownBy(() -> Payload.decode(unknown)).isInstanceOf(ProtocolViolation.class).hasMessageContaining("at most");
    }

    private static byte[] bytes(int... values) {
        return Bytes.of(values).toArray();
    }

    private interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        try {
            var bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            writing.to(out);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
