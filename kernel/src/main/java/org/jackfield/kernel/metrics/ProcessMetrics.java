package org.jackfield.kernel.metrics;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;

import org.jackfield.spi.metrics.Metric;
import org.jackfield.spi.metrics.MetricFamily.Kind;
import org.jackfield.spi.metrics.Metrics;

/** Tells of the process and its JVM, by the names that Prometheus' own clients use, so that dashboards made for any JVM show this one. */
public final class ProcessMetrics {
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private ProcessMetrics() {}

    /** Adds them; the beans are loaded when somebody asks. */
    public static void addTo(Metrics metrics) {
        memory(metrics);
        metrics.gauge(Metric.of("jvm_threads_current", "Platform threads that are alive"),
                () -> ManagementFactory.getThreadMXBean().getThreadCount());
        metrics.collect(Metric.of("jvm_gc_collection_seconds_total", "Time spent in garbage collection", "gc"), Kind.COUNTER, rows -> {
            for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
                rows.row(Math.max(0, collector.getCollectionTime()) / MILLIS, collector.getName());
            }
        });
        process(metrics);
    }

    private static void memory(Metrics metrics) {
        metrics.collect(Metric.of("jvm_memory_used_bytes", "Memory in use", "area"), Kind.GAUGE, rows -> {
            rows.row(heap().getUsed(), "heap");
            rows.row(ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed(), "nonheap");
        });
        metrics.collect(Metric.of("jvm_memory_max_bytes", "Most memory that may be in use", "area"), Kind.GAUGE,
                rows -> rows.row(heap().getMax(), "heap"));
        metrics.collect(Metric.of("jvm_buffer_pool_used_bytes", "Memory outside the heap that the JDK's buffers hold", "pool"), Kind.GAUGE,
                rows -> {
                    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
                        rows.row(pool.getMemoryUsed(), pool.getName());
                    }
                });
    }

    private static void process(Metrics metrics) {
        metrics.collect(Metric.of("process_cpu_seconds_total", "Processor time used, of user and system"), Kind.COUNTER, rows -> {
            if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
                rows.row(system.getProcessCpuTime() / NANOS);
            }
        });
        metrics.collect(Metric.of("process_open_fds", "File descriptors that are open"), Kind.GAUGE, rows -> {
            if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
                rows.row(unix.getOpenFileDescriptorCount());
            }
        });
        metrics.collect(Metric.of("process_max_fds", "Most file descriptors that may be open"), Kind.GAUGE, rows -> {
            if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
                rows.row(unix.getMaxFileDescriptorCount());
            }
        });
        metrics.gauge(Metric.of("process_start_time_seconds", "When the process started, in seconds since 1970"),
                () -> ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS);
    }

    private static MemoryUsage heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    }
}
