package org.jackfield.kernel.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jackfield.spi.http.Gateway.Served;
import org.jackfield.spi.http.HttpRoute;
import org.jackfield.spi.http.HttpRoutes;

/** What the components answer over HTTP. */
final class ContributedRoutes {
    private ContributedRoutes() {}

    /**
     * Asks all components for their routes.
     *
     * @throws IOException if two answer at one place; the message names both
     */
    static List<Served> of(List<RunningPart> parts) throws IOException {
        List<Served> served = new ArrayList<>();
        Map<String, String> owners = new HashMap<>();
        for (RunningPart part : parts) {
            if (part.component().orElse(null) instanceof HttpRoutes contributor) {
                for (HttpRoute route : contributor.routes()) {
                    String before = owners.putIfAbsent(route.shape(), part.name());
                    if (before != null) {
                        throw new IOException("plugins " + before + " and " + part.name() + " both answer " + route);
                    }
                    served.add(new Served(route, "plugin " + part.name(), part.tasks()::fork));
                }
            }
        }
        return served;
    }
}
