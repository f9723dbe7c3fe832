package org.jackfield.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class TimersTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void asksAtOnceAndThenEverLessOften() {
        QueryTimer timer = new QueryTimer(Duration.ofSeconds(4), Duration.ofMinutes(1), new Random(1));
        assertThat(timer.due()).isEqualTo(Long.MAX_VALUE);
        timer.restart(100, 20);
        assertThat(timer.due()).isEqualTo(120);
        assertThat(pauses(timer, 7)).containsExactly(4L, 8L, 16L, 32L, 60L, 60L, 60L);
        timer.restart(0, 0);
        assertThat(pauses(timer, 2)).containsExactly(4L, 8L);
    }

    @Test
    void answersManyQuestionsOnce() {
        Pace pace = new Pace();
        assertThat(pace.due()).isEqualTo(Long.MAX_VALUE);
        pace.asked(0, 50);
        pace.asked(10, 100);
        assertThat(pace.due()).isEqualTo(50);
        pace.answered(50);
        assertThat(pace.due()).isEqualTo(Long.MAX_VALUE);
        pace.asked(60, 20);
        assertThat(pace.due()).as("after a rest").isEqualTo(50 + SECOND);
    }

    /** In seconds, without the jitter. */
    private static List<Long> pauses(QueryTimer timer, int count) {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long now = timer.due();
            timer.asked(now);
            double pause = (double) (timer.due() - now) / SECOND;
            pauses.add(pause > 50 ? 60L : (long) Math.pow(2, Math.round(Math.log(pause) / Math.log(2))));
            assertThat(pause).isBetween(0.9 * pauses.getLast(), 1.1 * pauses.getLast());
        }
        return pauses;
    }
}
