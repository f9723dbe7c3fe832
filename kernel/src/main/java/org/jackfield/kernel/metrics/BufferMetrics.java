package org.jackfield.kernel.metrics;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;

import org.jackfield.spi.metrics.Metric;
import org.jackfield.spi.metrics.MetricFamily.Kind;
import org.jackfield.spi.metrics.Metrics;

/** Tells what the pool holds from which the data path takes its buffers, used or kept for the next. */
public final class BufferMetrics {
    private BufferMetrics() {}

    /** Adds them. */
    public static void addTo(Metrics metrics) {
        metrics.collect(Metric.of("jackfield_buffer_pool_bytes", "Memory that the data path's buffer pool holds", "area"), Kind.GAUGE,
                rows -> {
                    if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider) {
                        ByteBufAllocatorMetric metric = provider.metric();
                        rows.row(metric.usedHeapMemory(), "heap");
                        rows.row(metric.usedDirectMemory(), "direct");
                    }
                });
    }
}
