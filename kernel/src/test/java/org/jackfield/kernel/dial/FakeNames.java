package org.jackfield.kernel.dial;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.jackfield.kernel.dns.HostLookup;
import org.jackfield.kernel.dns.TextLookup;

/** Name servers in memory: for a name of which the test says nothing they never answer. */
final class FakeNames {
    final List<String> interrupted = new CopyOnWriteArrayList<>();
    private final Map<String, List<InetAddress>> hosts = new ConcurrentHashMap<>();
    private final Map<String, List<String>> texts = new ConcurrentHashMap<>();

    void host(String name, String... addresses) {
        hosts.put(name, Stream.of(addresses).map(InetAddress::ofLiteral).toList());
    }

    void text(String name, String... records) {
        texts.put(name, List.of(records));
    }

    private <T> List<T> answer(Map<String, List<T>> known, String name) throws IOException {
        List<T> answer = known.get(name);
        if (answer != null) {
            return answer;
        }
        try {
            new CountDownLatch(1).await();
            throw new AssertionError("nobody counts it down");
        } catch (InterruptedException e) {
            interrupted.add(name);
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    HostLookup hosts() {
        return (name, _) -> answer(hosts, name);
    }

    TextLookup texts() {
        return (name, _) -> answer(texts, name);
    }
}
