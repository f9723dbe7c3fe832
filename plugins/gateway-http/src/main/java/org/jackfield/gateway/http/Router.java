package org.jackfield.gateway.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

import org.jackfield.spi.http.Gateway.Served;
import org.jackfield.spi.http.HttpRoute;

/** Finds the route of a request. Immutable. */
final class Router {
    private final List<Served> routes;

    Router(List<Served> routes) {
        List<Served> sorted = new ArrayList<>(routes);
        sorted.sort(Comparator.comparing(served -> order(served.route())));
        this.routes = List.copyOf(sorted);
    }

    List<Served> routes() {
        return routes;
    }

    /** What became of looking for a route. */
    sealed interface Match {}

    /** A route, and what stands for its segments in braces. */
    record Found(Served served, Map<String, String> parameters) implements Match {}

    /** The path is served, but by other methods. */
    record OtherMethod(SortedSet<String> allowed) implements Match {}

    /** Nobody serves the path. */
    record Nothing() implements Match {}

    /** Finds the most specific route; {@code HEAD} is answered by routes of {@code GET}. */
    Match match(String method, List<String> segments) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        SortedSet<String> allowed = new TreeSet<>();
        for (Served served : routes) {
            Map<String, String> parameters = new HashMap<>();
            if (fits(served.route().segments(), segments, parameters)) {
                if (served.route().method().equals(wanted)) {
                    return new Found(served, parameters);
                }
                allowed.add(served.route().method());
            }
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return allowed.isEmpty() ? new Nothing() : new OtherMethod(allowed);
    }

    private static boolean fits(List<String> route, List<String> segments, Map<String, String> parameters) {
        for (int i = 0; i < route.size(); i++) {
            String wanted = route.get(i);
            if (i >= segments.size()) {
                return false;
            }
            if (HttpRoute.isRest(wanted)) {
                parameters.put(HttpRoute.name(wanted), String.join("/", segments.subList(i, segments.size())));
                return true;
            }
            if (HttpRoute.isOne(wanted)) {
                parameters.put(HttpRoute.name(wanted), segments.get(i));
            } else if (!wanted.equals(segments.get(i))) {
                return false;
            }
        }
        return route.size() == segments.size();
    }

    /** Plain text before one segment before all that follow, from left to right. */
    private static String order(HttpRoute route) {
        StringBuilder order = new StringBuilder();
        for (String segment : route.segments()) {
            order.append(HttpRoute.isRest(segment) ? 'c' : HttpRoute.isOne(segment) ? 'b' : 'a');
        }
        return order.toString();
    }
}
