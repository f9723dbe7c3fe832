package org.jackfield.spi.http;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A place where a component answers.
 *
 * @param method  such as {@code GET}, which answers {@code HEAD} too; upper case letters
 * @param path    begins with a slash; each segment is plain text, {@code {name}} for any one segment, or at the end {@code {name...}} for all
 *                that follow, at least one. Where several routes match, the one with plain text further left is taken
 * @param maxBody bytes a request may bring, more are refused with 413; 0 for none, {@link Long#MAX_VALUE} for any
 * @param handler answers
 */
public record HttpRoute(String method, String path, long maxBody, HttpHandler handler) {
    /** A segment that matches as it stands; what needs no percent sign in a URL. Source: RFC 3986, section 2.3. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~-]+");
    private static final Pattern ONE = Pattern.compile("\\{[a-z][A-Za-z0-9]*}");
    private static final Pattern REST = Pattern.compile("\\{[a-z][A-Za-z0-9]*\\.\\.\\.}");

    public HttpRoute {
        if (!method.matches("[A-Z]{1,16}") || method.equals("HEAD")) {
            throw new IllegalArgumentException("not a method to route: " + method);
        }
        if (maxBody < 0) {
            throw new IllegalArgumentException("the largest body is negative: " + maxBody);
        }
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash: " + path);
        }
        check(path, split(path));
    }

    /** Answers {@code GET} without a body. */
    public static HttpRoute get(String path, HttpHandler handler) {
        return new HttpRoute("GET", path, 0, handler);
    }

    /** Gives the segments of the path; none for {@code /}. */
    public List<String> segments() {
        return split(path);
    }

    /** Tells whether a segment stands for any one. */
    public static boolean isOne(String segment) {
        return ONE.matcher(segment).matches();
    }

    /** Tells whether a segment stands for all that follow. */
    public static boolean isRest(String segment) {
        return REST.matcher(segment).matches();
    }

    /** Gives the name of a segment in braces. */
    public static String name(String segment) {
        return segment.substring(1, segment.length() - 1).replace("...", "");
    }

    /** Gives what two routes may not have in common: the method, and the path without the names in it. */
    public String shape() {
        return method + " " + path.replaceAll("\\{[A-Za-z0-9]*", "{");
    }

    private static List<String> split(String path) {
        return path.equals("/") ? List.of() : Arrays.asList(path.substring(1).split("/", -1));
    }

    private static void check(String path, List<String> segments) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean named = isOne(segment) || isRest(segment);
            if (isRest(segment) && i < segments.size() - 1) {
                throw new IllegalArgumentException(segment + " stands at the end: " + path);
            }
            if (!named && (!PLAIN.matcher(segment).matches() || segment.equals(".") || segment.equals(".."))) {
                throw new IllegalArgumentException("not a segment: \"" + segment + "\" of " + path);
            }
            if (named && !names.add(name(segment))) {
                throw new IllegalArgumentException("two segments of one name: " + path);
            }
        }
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
