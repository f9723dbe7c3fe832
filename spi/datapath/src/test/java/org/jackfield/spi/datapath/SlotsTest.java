package org.jackfield.spi.datapath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;

@Timeout(30)
class SlotsTest {
    private static final Deadline NOW = new Deadline(System.nanoTime());

    private final Slots slots = new Slots(2, "both are taken");

    @Test
    void givesAsManyAsThereAre() throws Exception {
        slots.take(NOW);
        slots.take(Deadline.NEVER);
        assertThatThrownBy(() -> slots.take(NOW)).isInstanceOf(DeadlineExpired.class).hasMessage("both are taken");
        slots.give();
        slots.take(NOW);
        assertThatThrownBy(() -> slots.take(Deadline.after(Duration.ofMillis(5)))).isInstanceOf(DeadlineExpired.class);
    }

    @Test
    void aThreadThatWaitsGetsAPlaceOrIsInterrupted() throws Exception {
        slots.take(NOW);
        slots.take(NOW);
        Thread waiting = Thread.ofVirtual().start(this::takeQuietly);
        slots.give();
        waiting.join();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> slots.take(Deadline.NEVER)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void letsEverybodyThroughAtTheEnd() {
        slots.abandon();
        for (int i = 0; i < 1000; i++) {
            assertThatCode(() -> slots.take(NOW)).doesNotThrowAnyException();
        }
    }

    private void takeQuietly() {
        try {
            slots.take(Deadline.NEVER);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
