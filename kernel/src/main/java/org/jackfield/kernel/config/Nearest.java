package org.jackfield.kernel.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known name was meant. */
public final class Nearest {
    private Nearest() {}

    /** Finds the known name that takes the fewest edits, if they are few for the length of the name. */
    public static Optional<String> to(String written, Collection<String> known) {
        String plain = plain(written);
        return known.stream().filter(name -> edits(plain, plain(name)) <= allowed(name))
                .min(Comparator.<String>comparingInt(name -> edits(plain, plain(name))).thenComparing(Comparator.naturalOrder()));
    }

    /** Words a guess as a suggestion. */
    public static Optional<String> question(String written, Collection<String> known) {
        return to(written, known).map(name -> "did you mean \"" + name + "\"?");
    }

    /** Camel case, snake case and kebab case of one name look the same here. */
    private static String plain(String name) {
        String head = name.length() > 64 ? name.substring(0, 64) : name;
        return head.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static int allowed(String name) {
        return Math.max(1, name.length() / 3);
    }

    /** Counts insertions, deletions, replacements and swaps of neighbours. */
    private static int edits(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int step(int[][] cost, String from, String to, int i, int j) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int best = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
