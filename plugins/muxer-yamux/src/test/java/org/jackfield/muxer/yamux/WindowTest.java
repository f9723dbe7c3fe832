package org.jackfield.muxer.yamux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {
    private static final long MEBI = 1024 * 1024;
    private static final long MILLI = 1_000_000;
    private static final int HALF = ReceiveWindow.INITIAL / 2;

    @Test
    void returnsCreditForHalfAWindowAtOnce() {
        ReceiveWindow window = new ReceiveWindow(16 * MEBI, _ -> true, 0);

        assertThat(window.consumed(HALF - 1, MILLI, 0)).isZero();
        assertThat(window.consumed(1, MILLI, 0)).isEqualTo(HALF);
        assertThat(window.consumed(HALF, MILLI, 0)).isEqualTo(HALF);
        assertThat(window.size()).isEqualTo(ReceiveWindow.INITIAL);
    }

    @Test
    void doublesWhenHalfIsUsedWithinFourRoundTrips() {
        ReceiveWindow window = new ReceiveWindow(16 * MEBI, _ -> true, 0);

        assertThat(window.consumed(HALF, 40 * MILLI - 1, 10 * MILLI)).isEqualTo(HALF + ReceiveWindow.INITIAL);
        assertThat(window.size()).isEqualTo(2 * ReceiveWindow.INITIAL);
        assertThat(window.consumed(2 * HALF, 80 * MILLI, 10 * MILLI)).isEqualTo(2 * HALF);
        assertThat(window.size()).isEqualTo(2 * ReceiveWindow.INITIAL);
    }

    @Test
    void keepsLittleOfALargeWindowBack() {
        ReceiveWindow window = new ReceiveWindow(16 * MEBI, _ -> true, 0);
        for (int i = 0; i < 1000; i++) {
            window.consumed(HALF, i, MILLI);
        }
        assertThat(window.size()).isEqualTo(16 * MEBI);
        while (window.consumed(1000, MILLI, 0) == 0) {
            assertThat(window.size()).isEqualTo(16 * MEBI);
        }
        assertThat(window.consumed((int) (MEBI / 2 - 1), MILLI, 0)).isZero();
        assertThat(window.consumed(1, MILLI, 0)).isEqualTo(MEBI / 2);
    }

    @Test
    void staysWithoutARoundTrip() {
        ReceiveWindow window = new ReceiveWindow(16 * MEBI, _ -> true, 0);
        for (int i = 0; i < 100; i++) {
            window.consumed(HALF, i, 0);
        }

        assertThat(window.size()).isEqualTo(ReceiveWindow.INITIAL);
    }

    @Test
    void growsToTheLargestAndNoFurther() {
        ReceiveWindow window = new ReceiveWindow(MEBI + 1, _ -> true, 0);
        for (int i = 0; i < 100; i++) {
            window.consumed(HALF, i, MILLI);
        }

        assertThat(window.size()).isEqualTo(MEBI + 1);
    }

    @Test
    void aRefusedReservationKeepsTheWindowAndTheData() {
        ReceiveWindow window = new ReceiveWindow(16 * MEBI, _ -> false, 0);

        assertThat(window.consumed(HALF, 1, MILLI)).isEqualTo(HALF);
        assertThat(window.size()).isEqualTo(ReceiveWindow.INITIAL);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverOwesThePeerMoreThanItsWindowAndNeverStarvesIt(long seed) {
        Random random = new Random(seed);
        WindowBudget budget = new WindowBudget(random.nextLong(20 * MEBI));
        long start = budget.left();
        ReceiveWindow window = new ReceiveWindow(ReceiveWindow.INITIAL + random.nextLong(16 * MEBI), budget::take, 0);
        long credit = ReceiveWindow.INITIAL;
        long unread = 0;
        long now = 0;
        for (int i = 0; i < 100_000; i++) {
            now += random.nextLong(5 * MILLI);
            long sent = Math.min(credit, random.nextInt(100_000));
            credit -= sent;
            unread += sent;
            int read = (int) Math.min(unread, random.nextInt(100_000));
            unread -= read;
            credit += window.consumed(read, now, random.nextLong(20 * MILLI));

            assertThat(credit + unread).isLessThanOrEqualTo(window.size());
            assertThat(unread == 0 && credit <= window.size() - Math.max(HALF, window.size() / 32)).isFalse();
            assertThat(start - budget.left()).isEqualTo(window.size() - ReceiveWindow.INITIAL);
        }
        assertThat(window.granted()).isGreaterThan(ReceiveWindow.INITIAL);
    }

    @Test
    void aSendWindowGivesWhatItHas() {
        SendWindow window = new SendWindow();

        assertThat(window.take(200_000)).isEqualTo(200_000);
        assertThat(window.take(200_000)).isEqualTo(ReceiveWindow.INITIAL - 200_000);
        assertThat(window.isOpen()).isFalse();
        assertThat(window.take(1)).isZero();
        assertThat(window.add(5)).isTrue();
        assertThat(window.isOpen()).isTrue();
        assertThat(window.add(SendWindow.LARGEST)).isFalse();
    }

    @Test
    void aBudgetIsNeverOverdrawn() {
        WindowBudget budget = new WindowBudget(10);

        assertThat(budget.take(7)).isTrue();
        assertThat(budget.take(4)).isFalse();
        assertThat(budget.take(3)).isTrue();
        budget.give(2);
        assertThat(budget.left()).isEqualTo(2);
    }
}
