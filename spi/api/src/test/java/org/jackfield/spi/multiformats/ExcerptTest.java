package org.jackfield.spi.multiformats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void quotesShortPlainText() {
        assertThat(Excerpt.of("/ip4/1.2.3.4")).isEqualTo("'/ip4/1.2.3.4'");
    }

    @Test
    void cannotForgeALineOfALog() {
        assertThat(Excerpt.of("a\nERROR b\u001b[0m\u202e\ud83d\ude00")).isEqualTo("'a\\u{a}ERROR b\\u{1b}[0m\\u{202e}\\u{1f600}'");
    }

    @Test
    void isShort() {
        assertThat(Excerpt.of("x".repeat(1_000_000))).isEqualTo("'" + "x".repeat(48) + "...' (1000000 characters)");
    }
}
