package org.jackfield.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
    @Test
    void splitsBeforeItDecodes() {
        RequestTarget target = RequestTarget.parse("/a%2Fb/%C3%A4/+?x=1+2&x=%26&y&=z");
        assertThat(target.path()).isEqualTo("/a%2Fb/%C3%A4/+");
        assertThat(target.segments()).containsExactly("a/b", "ä", "+");
        assertThat(target.query()).isEqualTo(Map.of("x", List.of("1 2", "&"), "y", List.of(""), "", List.of("z")));
    }

    @Test
    void hasNoSegmentsAtTheRoot() {
        assertThat(RequestTarget.parse("/").segments()).isEmpty();
        assertThat(RequestTarget.parse("/?").query()).isEmpty();
    }

    @Test
    void keepsEmptySegments() {
        assertThat(RequestTarget.parse("/a//").segments()).containsExactly("a", "", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "http://host/a", "a", "/%", "/%4", "/%zz", "/%00", "/%ff", "/%C3", "/a b", "/ä", "/a#b", "/a/../b",
        "/%2e%2e/a",
        "/.", "/a?%", "/a\r\nb"})
    void refusesWhatIsNoTarget(String target) {
        assertThatIllegalArgumentException().isThrownBy(() -> RequestTarget.parse(target));
    }

    @Test
    void boundsTheFieldsOfAQuery() {
        assertThat(RequestTarget.parse("/?" + "a&".repeat(RequestTarget.MAX_FIELDS - 1)).query()).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> RequestTarget.parse("/?" + "a&".repeat(RequestTarget.MAX_FIELDS)));
    }
}
