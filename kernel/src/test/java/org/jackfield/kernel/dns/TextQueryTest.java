package org.jackfield.kernel.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;

import org.jackfield.spi.multiformats.Bytes;

class TextQueryTest {
    /** A header, the question for TXT of {@code a}, the CNAME {@code b} of {@code a}, and the text {@code hi} of {@code b}. */
    private static final Bytes ALIAS = Bytes.ofHex("12348000000100020000000001610000100001" + "c00c00050001000000000003016200"
            + "0162000010000100000000" + "0003026869");

    private final TextQuery query = new TextQuery(0x1234, "a");

    @Test
    void readsTheTextsBehindAnAlias() throws Exception {
        assertThat(query.decode(ALIAS, 10)).hasValue(new TextQuery.Answer(0, false, List.of("hi")));
    }

    @Test
    void keepsNoMemoryOfAnAnswer() throws Exception {
        long before = inUse();
        for (int i = 0; i < 1000; i++) {
            query.decode(ALIAS, 10);
        }
        assertThat(inUse() - before).isLessThan(1000);
    }

    private static long inUse() {
        ByteBufAllocatorMetric metric = UnpooledByteBufAllocator.DEFAULT.metric();
        return metric.usedDirectMemory() + metric.usedHeapMemory();
    }
}
