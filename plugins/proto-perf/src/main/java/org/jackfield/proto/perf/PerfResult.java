package org.jackfield.proto.perf;

import java.time.Duration;

/**
 * What one measurement gave.
 *
 * @param upload   from the first byte written until the server had read all and said so by its first byte or its end
 * @param download from then until the last byte
 */
public record PerfResult(Duration upload, Duration download) {}
