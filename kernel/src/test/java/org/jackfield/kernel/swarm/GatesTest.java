package org.jackfield.kernel.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.jackfield.spi.Connection.Direction;
import org.jackfield.spi.Gated;
import org.jackfield.spi.Gater;
import org.jackfield.spi.Gater.Candidate;
import org.jackfield.spi.Gater.Stage;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.Multihash;
import org.jackfield.spi.peer.Multiaddr;
import org.jackfield.spi.peer.PeerId;

final class GatesTest {
    private static final Multiaddr ADDRESS = Multiaddr.parse("/ip4/192.0.2.1/tcp/4001");
    private static final PeerId PEER = new PeerId(Multihash.sha256(Bytes.ofUtf8("peer")));

    private final List<Candidate> asked = new ArrayList<>();
    private final Map<String, Gater> gaters = new LinkedHashMap<>();

    @Test
    void passesWhatNobodyRefuses() throws Gated {
        gaters.put("one", this::remember);
        new Gates(gaters).check(Stage.SECURED, Direction.INBOUND, Optional.of(PEER), Optional.of(ADDRESS));
        assertThat(asked).containsExactly(new Candidate(Stage.SECURED, Direction.INBOUND, Optional.of(PEER), Optional.of(ADDRESS)));
    }

    @Test
    void givesNameAndReasonOfTheFirstWhoRefuses() {
        gaters.put("calendar", _ -> Optional.of("not on Sundays"));
        gaters.put("other", this::remember);
        assertThatThrownBy(() -> check(Stage.ACCEPT)).isInstanceOf(Gated.class).hasMessageContaining("calendar")
                .hasMessageContaining("not on Sundays");
        assertThat(asked).isEmpty();
    }

    @Test
    void aGaterThatFailsRefuses() {
        gaters.put("weak", _ -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(() -> check(Stage.ACCEPT)).isInstanceOf(Gated.class).hasMessageContaining("weak").hasMessageContaining("broken");
    }

    private void check(Stage stage) throws Gated {
        new Gates(gaters).check(stage, Direction.INBOUND, Optional.empty(), Optional.of(ADDRESS));
    }

    private Optional<String> remember(Candidate candidate) {
        asked.add(candidate);
        return Optional.empty();
    }
}
