package org.jackfield.dist.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.jackfield.dist.json.Json;
import org.jackfield.dist.text.Units;
import org.jackfield.kernel.dial.DialObserver;
import org.jackfield.kernel.host.Node;
import org.jackfield.kernel.task.Tasks;
import org.jackfield.proto.perf.PerfClient;
import org.jackfield.proto.perf.PerfResult;
import org.jackfield.spi.ByteSize;
import org.jackfield.spi.Connection;
import org.jackfield.spi.Deadline;

/** Measures throughput to a peer that serves perf. */
@Command(name = "perf", description = "Measure throughput to a peer that serves /perf/1.0.0; needs no running node.")
final class PerfCommand extends ClientCommand {
    @Mixin private AddressTarget target = new AddressTarget();

    private static final long REFRESH_MILLIS = 200;

    @Option(names = "--upload", paramLabel = "SIZE", defaultValue = "64MiB", description = "Bytes to send. Default: 64MiB.") private ByteSize upload = ByteSize
            .mebi(64);

    @Option(names = "--download", paramLabel = "SIZE", defaultValue = "64MiB", description = "Bytes to receive. Default: 64MiB.") private ByteSize download = ByteSize
            .mebi(64);

    @Override
    boolean run(Node node, Output output) throws IOException {
        try (Connection connection = node.dial(target.address(), deadline(), DialObserver.NONE);
                CountedStream stream = new CountedStream(connection.open(PerfClient.ID, deadline()));
                Tasks tasks = new Tasks("perf", PerfCommand.class.getClassLoader())) {
            stream.deadline(Deadline.NEVER);
            CountDownLatch done = new CountDownLatch(1);
            tasks.fork("progress", () -> watch(stream, done, output));
            PerfResult result = PerfClient.run(stream, upload.bytes(), download.bytes());
            done.countDown();
            output.progress("");
            show(result, output);
            return true;
        }
    }

    private void watch(CountedStream stream, CountDownLatch done, Output output) throws InterruptedException {
        while (!done.await(REFRESH_MILLIS, TimeUnit.MILLISECONDS)) {
            output.progress(
                    "upload " + Units.size(Math.min(stream.written(), upload.bytes())) + " of " + Units.size(upload.bytes()) + ", download "
                            + Units.size(stream.read()) + " of " + Units.size(download.bytes()));
        }
    }

    private void show(PerfResult result, Output output) {
        if (output.json()) {
            output.print(
                    Json.object().put("upload", row(upload, result.upload())).put("download", row(download, result.download())).build());
            return;
        }
        output.line("upload   " + words(upload, result.upload()));
        output.line("download " + words(download, result.download()));
    }

    private static Json row(ByteSize size, Duration time) {
        return Json.object().put("bytes", size.bytes()).put("millis", time.toNanos() / 1e6).put("bytesPerSecond", perSecond(size, time))
                .build();
    }

    private static String words(ByteSize size, Duration time) {
        return Units.size(size.bytes()) + " in " + Units.precise(time)
                + String.format(Locale.ROOT, " (%.1f MB/s)", perSecond(size, time) / 1e6);
    }

    private static double perSecond(ByteSize size, Duration time) {
        return size.bytes() * 1e9 / Math.max(1, time.toNanos());
    }
}
