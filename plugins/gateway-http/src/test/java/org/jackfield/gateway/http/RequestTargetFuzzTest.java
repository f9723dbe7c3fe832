package org.jackfield.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;

class RequestTargetFuzzTest {
    @FuzzTest(maxDuration = "10s")
    void decodesOrRefuses(byte[] data) {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        RequestTarget target;
        try {
            target = RequestTarget.parse(text);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(200);
            return;
        }
        assertThat(target.segments()).doesNotContain(".", "..").allMatch(segment -> segment.indexOf(0) < 0);
        assertThat(text).startsWith(target.path());
        assertThat(String.join("", target.segments()).length()).isLessThanOrEqualTo(target.path().length());
        assertThat(target.query().values().stream().mapToInt(java.util.List::size).sum()).isLessThanOrEqualTo(RequestTarget.MAX_FIELDS);
    }
}
