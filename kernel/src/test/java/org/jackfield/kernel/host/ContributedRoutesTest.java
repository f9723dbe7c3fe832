package org.jackfield.kernel.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.jackfield.kernel.metrics.MetricRegistry;
import org.jackfield.spi.Component;
import org.jackfield.spi.http.Gateway.Served;
import org.jackfield.spi.http.HttpRoute;
import org.jackfield.spi.http.HttpRoutes;
import org.jackfield.spi.tck.FakePluginContext;

class ContributedRoutesTest {
    private final List<RunningPart> parts = new ArrayList<>();

    @AfterEach
    void close() {
        parts.forEach(RunningPart::close);
    }

    @Test
    void namesWhoseRouteItIsAndRunsItsTasks() throws Exception {
        part("silent", new Component() {});
        part("one", new Answering(HttpRoute.get("/a/{x}", _ -> {}), HttpRoute.get("/b", _ -> {})));
        List<Served> routes = ContributedRoutes.of(parts);
        assertThat(routes).extracting(Served::by).containsExactly("plugin one", "plugin one");
        CompletableFuture<String> ranAs = new CompletableFuture<>();
        routes.getFirst().runner().fork("request", () -> ranAs.complete(Thread.currentThread().getName()));
        assertThat(ranAs.get(5, TimeUnit.SECONDS)).isEqualTo("one/request");
    }

    @Test
    void refusesTwoPluginsAtOnePlaceAndNamesBoth() throws Exception {
        part("one", new Answering(HttpRoute.get("/a/{x}", _ -> {})));
        part("two", new Answering(HttpRoute.get("/a/{y}", _ -> {})));
        assertThatThrownBy(() -> ContributedRoutes.of(parts)).isInstanceOf(IOException.class).hasMessageContaining("one")
                .hasMessageContaining("two").hasMessageContaining("GET /a/{y}");
    }

    @Test
    void takesTwoMethodsAtOnePlace() throws Exception {
        part("one", new Answering(HttpRoute.get("/a", _ -> {}), new HttpRoute("PUT", "/a", 1, _ -> {})));
        assertThat(ContributedRoutes.of(parts)).hasSize(2);
    }

    private void part(String name, Component component) throws PartFailed {
        RunningPart made = new RunningPart(new Part("test", name, getClass().getClassLoader(), true, _ -> component),
                new MetricRegistry().of(name));
        made.create(new FakePluginContext());
        parts.add(made);
    }

    private record Answering(List<HttpRoute> routes) implements Component, HttpRoutes {
        Answering(HttpRoute... routes) {
            this(List.of(routes));
        }
    }
}
