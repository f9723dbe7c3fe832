package org.jackfield.testing.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.jackfield.gateway.http.HttpGatewayConfig;
import org.jackfield.gateway.http.HttpGatewayProvider;
import org.jackfield.kernel.host.Part;
import org.jackfield.kernel.swarm.SwarmConfig;
import org.jackfield.proto.ping.PingClient;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.PeerStream;
import org.jackfield.spi.peer.KeyType;
import org.jackfield.testing.interop.TestNode;

/** The dashboard and the alerts of the distribution, evaluated by Prometheus' engine over what a node with traffic prints. */
class ShippedQueriesIT {
    private static final Path FILES = Path.of("../../dist/src/main/image/observability");
    /** Prometheus adds this one itself. */
    private static final String UP = "# TYPE up gauge\nup 1\n";
    private static final Pattern NAMED = Pattern.compile("\\b(?:jackfield|jvm|process)_[a-z_]+\\b");
    private static final int SCRAPES = 3;

    private static final List<String> SCRAPED = new ArrayList<>();
    private static String health = "";

    @BeforeAll
    static void scrapeANodeWithTraffic() throws Exception {
        PromQl.build();
        HttpGatewayConfig defaults = HttpGatewayConfig.DEFAULTS;
        HttpGatewayConfig config = new HttpGatewayConfig(List.of("127.0.0.1:0"), Optional.empty(), 16, defaults.maxRequestLine(),
                defaults.maxHeaderSize(), defaults.maxHeaders(), defaults.headerTimeout(), defaults.idleTimeout());
        Part gateway = new Part("gateways", "http", ShippedQueriesIT.class.getClassLoader(), true,
                context -> new HttpGatewayProvider().create(config, context));
        Deadline deadline = Deadline.after(Duration.ofSeconds(30));
        try (TestNode node = TestNode.start("yamux", KeyType.ED25519, SwarmConfig.DEFAULTS, gateway);
                TestNode listener = TestNode.start("yamux", KeyType.ED25519);
                TestNode dialer = TestNode.start("yamux", KeyType.ED25519);
                Connection outbound = node.node.connect(listener.address(), deadline);
                Connection inbound = dialer.node.connect(node.address(), deadline)) {
            for (int i = 0; i < SCRAPES; i++) {
                for (Connection each : List.of(outbound, inbound)) {
                    try (PeerStream stream = each.open(PingClient.ID, deadline)) {
                        PingClient.once(stream);
                    }
                }
                SCRAPED.add(get(node, "/metrics") + UP);
            }
            health = get(node, "/healthz");
        }
    }

    @AfterAll
    static void forget() {
        SCRAPED.clear();
    }

    @Test
    void everyPanelShowsSomething() throws Exception {
        List<PromQl.Verdict> verdicts = PromQl.evaluate(SCRAPED, panels());
        assertThat(verdicts).hasSizeGreaterThan(20).allSatisfy(verdict -> {
            assertThat(verdict.problems()).as(verdict.query()).isEmpty();
            assertThat(verdict.results()).as(verdict.query()).isPositive();
        });
    }

    @Test
    void everyAlertLooksAtSomethingAndAHealthyNodeRaisesNone() throws Exception {
        List<PromQl.Verdict> verdicts = PromQl.evaluate(SCRAPED, alerts());
        assertThat(verdicts).hasSizeGreaterThan(5).allSatisfy(verdict -> {
            assertThat(verdict.problems()).as(verdict.query()).isEmpty();
            // what a busy machine does to this process is not its fault
            if (!verdict.query().matches(".*(_lag_|jvm_|process_).*")) {
                assertThat(verdict.results()).as(verdict.query()).isZero();
            }
        });
    }

    @Test
    void everyMetricOfTheNodeIsOnTheDashboardOrInAnAlert() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String query : List.of(String.join("\n", panels()), String.join("\n", alerts()))) {
            Matcher matcher = NAMED.matcher(query);
            while (matcher.find()) {
                used.add(matcher.group().replaceFirst("_bucket$", ""));
            }
        }
        Set<String> printed = new TreeSet<>();
        SCRAPED.getLast().lines().filter(line -> line.startsWith("# TYPE ")).map(line -> line.split(" ")[2])
                .filter(name -> !name.equals("up")).forEach(printed::add);
        assertThat(printed).isSubsetOf(used);
    }

    @Test
    void aNodeThatRunsIsHealthy() {
        assertThat(health).contains("\"ready\":true", "\"listening\":[\"/ip4/127.0.0.1/tcp/", "\"failed\":{}");
    }

    private static String get(TestNode node, String path) throws IOException {
        InetSocketAddress gateway = node.node.gateways().getFirst();
        HttpURLConnection call = (HttpURLConnection) URI.create("http://127.0.0.1:" + gateway.getPort() + path).toURL().openConnection();
        call.setConnectTimeout(10_000);
        call.setReadTimeout(10_000);
        assertThat(call.getResponseCode()).isEqualTo(200);
        return new String(call.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static List<String> panels() throws IOException {
        Map<?, ?> dashboard = (Map<?, ?>) PromQl.load(Files.readString(FILES.resolve("grafana-dashboard.json")));
        List<String> queries = new ArrayList<>();
        for (Object panel : (List<?>) dashboard.get("panels")) {
            if (((Map<?, ?>) panel).get("targets") instanceof List<?> targets) {
                targets.forEach(target -> queries.add(((Map<?, ?>) target).get("expr").toString().replace("$instance", ".*")
                        .replace("$__rate_interval", "1m")));
            }
        }
        return queries;
    }

    private static List<String> alerts() throws IOException {
        Map<?, ?> file = (Map<?, ?>) PromQl.load(Files.readString(FILES.resolve("prometheus-alerts.yml")));
        List<String> queries = new ArrayList<>();
        for (Object group : (List<?>) file.get("groups")) {
            ((List<?>) ((Map<?, ?>) group).get("rules")).forEach(rule -> queries.add(((Map<?, ?>) rule).get("expr").toString()));
        }
        return queries;
    }
}
