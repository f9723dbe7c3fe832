package org.jackfield.dist.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void alignsColumnsAndLeavesNoTrailingSpaces() {
        Table table = new Table("PEER", "N").row("a", 1).row("longer than that", 22);
        assertThat(table.lines()).containsExactly("PEER              N", "a                 1", "longer than that  22");
    }

    @Test
    void countsCharactersNotCodeUnits() {
        Table table = new Table("A", "B").row("😀", "x").row("yy", "z");
        assertThat(table.lines()).containsExactly("A   B", "😀   x", "yy  z");
    }

    @Test
    void makesTextOfStrangersHarmless() {
        assertThat(new Table("A").row("go\u001b[31m\nlibp2p\u202e").lines()).containsExactly("A", "go?[31m?libp2p?");
    }

    @Test
    void cutsWhatIsTooLong() {
        assertThat(new Table("A").row("x".repeat(10_000)).lines().get(1)).hasSize(257).endsWith("…");
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatThrownBy(() -> new Table("A", "B").row("x")).isInstanceOf(IllegalArgumentException.class);
    }
}
