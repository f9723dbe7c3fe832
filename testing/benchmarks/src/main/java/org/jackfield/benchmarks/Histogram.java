package org.jackfield.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.management.JMException;
import javax.management.ObjectName;

/** Counts what lives on the heap of this process. */
final class Histogram {
    private static final Pattern ROW = Pattern.compile("^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(\\S+)", Pattern.MULTILINE);
    /** What a connection, its streams, its timers and its threads are made of. */
    private static final Pattern PER_CONNECTION = Pattern.compile(
            "org\\.jackfield\\..*\\.(SwarmConnection|SwarmStream|ManagedConnection|ManagedStream|YamuxSession|YamuxStream|Pinger|FrameCodec|ReadQueue"
                    + "|WriteQueue|PeerDial)|io\\.netty\\.channel\\.(epoll|socket\\.nio)\\.\\w+SocketChannel|io\\.netty\\.channel\\.DefaultChannelPipeline"
                    + "|io\\.netty\\.util\\.concurrent\\.ScheduledFutureTask|java\\.lang\\.VirtualThread");

    private Histogram() {}

    /** Counts after a full collection the objects that connections are made of, by class. */
    static Map<String, Long> perConnection() {
        try {
            Object text = ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram", new Object[]{new String[0]}, new String[]{String[].class.getName()});
            Map<String, Long> counts = new TreeMap<>();
            Matcher rows = ROW.matcher(String.valueOf(text));
            while (rows.find()) {
                if (PER_CONNECTION.matcher(rows.group(2)).matches()) {
                    counts.put(rows.group(2), Long.parseLong(rows.group(1)));
                }
            }
            return counts;
        } catch (JMException e) {
            throw new IllegalStateException("this JVM tells no class histogram", e);
        }
    }
}
