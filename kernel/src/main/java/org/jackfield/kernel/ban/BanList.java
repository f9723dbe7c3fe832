package org.jackfield.kernel.ban;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.Gater;
import org.jackfield.spi.snapshot.Reading;
import org.jackfield.spi.snapshot.SnapshotFile;
import org.jackfield.spi.snapshot.SnapshotFrame;

/**
 * Who is kept out, for how long and why. A ban that was acknowledged is on disk. Thread-safe; asking never blocks, {@link #add} and
 * {@link #remove} wait for the disk.
 */
public final class BanList implements Gater {
    /** Bans at once; each takes some hundred bytes. */
    public static final int MAX_BANS = 10_000;
    /** Longest ban. */
    public static final Duration LONGEST = Duration.ofDays(3650);

    private static final String NAME = "bans.snapshot";
    private static final SnapshotFrame FRAME = new SnapshotFrame("jackfield bans", BanCodec.VERSION);

    private final @Nullable SnapshotFile file;
    private final InstantSource clock;
    private volatile BanIndex index = BanIndex.EMPTY;

    /**
     * Makes a list without bans; {@link #load} takes up what was kept.
     *
     * @param directory the data directory; empty for a list that ends with the node
     */
    public BanList(Optional<Path> directory, InstantSource clock) {
        this.file = directory.map(path -> new SnapshotFile(path.resolve(NAME), FRAME, clock)).orElse(null);
        this.clock = clock;
    }

    /**
     * Takes up the bans that were kept. A file that cannot be understood is set aside and the list is empty: a node that would not start
     * would be worth more to an attacker than one without bans. As long as such a file lies there the operator has to be told, so that no
     * list is lost in silence.
     *
     * @return what to tell the operator, if anything
     * @throws IOException if the file is there but cannot be read: then nobody knows who is banned
     */
    public synchronized Optional<String> load() throws IOException {
        SnapshotFile kept = file;
        if (kept == null) {
            return Optional.empty();
        }
        Reading<List<Ban>> reading = kept.read(BanCodec::decode);
        if (reading instanceof Reading.Content<List<Ban>>(List<Ban> bans)) {
            index = new BanIndex(bans);
        }
        String why = reading instanceof Reading.SetAside<List<Ban>> aside ? " (" + aside.why() + ")" : "";
        return aside(kept.path()).map(path -> "bans were lost: their file could not be used" + why + " and is kept as " + path
                + "; set them again and delete that file");
    }

    private static Optional<Path> aside(Path file) throws IOException {
        try (Stream<Path> files = Files.list(file.toAbsolutePath().getParent())) {
            return files.filter(each -> each.getFileName().toString().startsWith(NAME + ".corrupt-")).min(Comparator.naturalOrder());
        }
    }

    /**
     * Bans, in place of a ban that the target already has; on disk when this returns. Connections that exist are the caller's to close.
     *
     * @param lifetime positive, at most {@link #LONGEST}
     * @param reason   may be empty
     * @throws IOException              if it could not be saved: then it is in force, but only until the node stops
     * @throws IllegalArgumentException if the lifetime or reason is out of range
     * @throws IllegalStateException    if there are {@value #MAX_BANS} bans
     */
    public synchronized Ban add(BanTarget target, Duration lifetime, String reason) throws IOException {
        if (!lifetime.isPositive() || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a ban lasts more than 0s and at most " + LONGEST.toDays() + "d");
        }
        // as exact as the file, so that a ban reads the same after a restart
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Ban ban = new Ban(target, reason, now, now.plus(lifetime));
        Map<BanTarget, Ban> next = current(now);
        if (next.size() >= MAX_BANS && !next.containsKey(target)) {
            throw new IllegalStateException("there are " + MAX_BANS + " bans, as many as there can be; ban a range instead of addresses,"
                    + " or remove some with: jackfield bans --remove");
        }
        next.put(target, ban);
        index = new BanIndex(next.values());
        save("the ban of " + target + " is in force, but only until this node stops");
        return ban;
    }

    /**
     * Ends a ban.
     *
     * @return the ban, or empty if there was none
     * @throws IOException if that could not be saved: then it is over, but comes back when the node is started again
     */
    public synchronized Optional<Ban> remove(BanTarget target) throws IOException {
        Map<BanTarget, Ban> next = current(clock.instant());
        Ban removed = next.remove(target);
        if (removed != null) {
            index = new BanIndex(next.values());
            save("the ban of " + target + " is over, but comes back when this node is started again");
        }
        return Optional.ofNullable(removed);
    }

    /** Lists the bans in force, those that end first in front. */
    public List<Ban> all() {
        Instant now = clock.instant();
        return index.all().stream().filter(ban -> !ban.isOver(now)).sorted(Comparator.comparing(Ban::until)).toList();
    }

    /** Refuses banned peers, and addresses of banned machines, at every stage. */
    @Override
    public Optional<String> refuse(Candidate candidate) {
        Instant now = clock.instant();
        BanIndex bans = index;
        Optional<Ban> found = candidate.peer().flatMap(peer -> bans.find(new BanTarget.OfPeer(peer), now));
        return found.or(() -> candidate.address().flatMap(address -> bans.find(address, now))).map(Ban::words);
    }

    private Map<BanTarget, Ban> current(Instant now) {
        Map<BanTarget, Ban> live = new LinkedHashMap<>();
        index.all().stream().filter(ban -> !ban.isOver(now)).forEach(ban -> live.put(ban.target(), ban));
        return live;
    }

    private void save(String otherwise) throws IOException {
        SnapshotFile kept = file;
        if (kept == null) {
            return;
        }
        try {
            kept.write(BanCodec.encode(List.copyOf(index.all())));
        } catch (IOException e) {
            throw new IOException(otherwise + ": " + kept.path() + " cannot be written: " + e, e);
        }
    }
}
