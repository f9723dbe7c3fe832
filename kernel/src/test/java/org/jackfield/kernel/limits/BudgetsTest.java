package org.jackfield.kernel.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.jackfield.kernel.config.LimitsConfig;
import org.jackfield.kernel.config.ScopeLimits;
import org.jackfield.spi.ByteSize;

final class BudgetsTest {
    private static final LimitsConfig SCALED = LimitsConfig.defaults();

    @ParameterizedTest
    @ValueSource(longs = {64, 256, 1024, 16_384, 1_000_000})
    void whatFollowsFromAMachineFitsIntoIt(long mebis) {
        Machine machine = new Machine(mebis << 20, mebis << 20, 65_536);
        Budgets budgets = new Budgets(SCALED, machine);
        assertThat(budgets.summary()).contains("worst case");
        Machine worst = budgets.worstCase();
        assertThat(worst.heap()).isLessThanOrEqualTo(machine.heap());
        assertThat(worst.direct()).isLessThanOrEqualTo(machine.direct());
        assertThat(worst.descriptors()).isLessThanOrEqualTo(machine.descriptors());
    }

    @Test
    void fewDescriptorsMakeFewConnections() {
        Budgets budgets = new Budgets(SCALED, new Machine(8L << 30, 8L << 30, 1024));
        assertThat(budgets.system().of(Dimension.CONNECTIONS)).isEqualTo(512);
        assertThat(budgets.worstCase().descriptors()).isLessThanOrEqualTo(1024);
    }

    @Test
    void whatTheConfigSaysCounts() {
        ScopeLimits few = new ScopeLimits(Optional.of(10), Optional.of(3), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.of(ByteSize.mebi(5)));
        Caps system = new Budgets(Configs.system(few), new Machine(1 << 30, 1 << 30, 10_000)).system();
        assertThat(system.of(Dimension.CONNECTIONS)).isEqualTo(10);
        assertThat(system.of(Dimension.INBOUND_CONNECTIONS)).isEqualTo(3);
        assertThat(system.of(Dimension.OUTBOUND_CONNECTIONS)).isEqualTo(8);
        assertThat(system.of(Dimension.MEMORY)).isEqualTo(5 << 20);
    }

    @Test
    void limitsOfOnePeerOrProtocolTakeThePlaceOfTheCommonOnes() {
        ScopeLimits one = new ScopeLimits(Optional.of(1), Optional.empty(), Optional.empty(), Optional.of(2), Optional.empty(),
                Optional.empty(), Optional.empty());
        LimitsConfig config = Configs.named(Map.of("12D3KooWKRyzVWW6ChFjQjK4miCty85Niy49tpPV95XdKu1BcvMA", one), Map.of("/a/1", one));
        Budgets budgets = new Budgets(config, new Machine(1 << 30, 1 << 30, 10_000));
        assertThat(budgets.peer("12D3KooWKRyzVWW6ChFjQjK4miCty85Niy49tpPV95XdKu1BcvMA").of(Dimension.CONNECTIONS)).isEqualTo(1);
        assertThat(budgets.peer("12D3KooWother").of(Dimension.CONNECTIONS)).isEqualTo(8);
        assertThat(budgets.protocol("/a/1").of(Dimension.STREAMS)).isEqualTo(2);
        assertThat(budgets.protocol("/b/1").of(Dimension.STREAMS)).isGreaterThan(2);
    }

    @Test
    void limitsBeyondTheMachineAreRefusedWithWhatToDo() {
        Machine machine = new Machine(1 << 30, 1 << 30, 1000);
        refuses(machine, Optional.of(900_000), Optional.empty(), Optional.empty(), "heap", "-Xmx");
        refuses(machine, Optional.of(10), Optional.empty(), Optional.of(ByteSize.mebi(2048)), "limits.system.memory",
                "MaxDirectMemorySize");
        refuses(machine, Optional.of(5000), Optional.empty(), Optional.empty(), "ulimit -n", "limits.system.connections");
    }

    private static void refuses(Machine machine, Optional<Integer> connections, Optional<Integer> streams, Optional<ByteSize> memory,
            String... words) {
        ScopeLimits many = new ScopeLimits(connections, Optional.empty(), Optional.empty(), streams, Optional.empty(), Optional.empty(),
                memory);
        assertThatThrownBy(() -> new Budgets(Configs.system(many), machine).summary()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words);
    }
}
