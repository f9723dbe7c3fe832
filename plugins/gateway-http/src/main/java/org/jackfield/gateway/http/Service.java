package org.jackfield.gateway.http;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all connections of a gateway share.
 *
 * @param dispatcher decides about requests; replaced when the node's routes are known
 * @param open       connections, to be counted up and down by each
 */
record Service(HttpGatewayConfig config, java.util.function.Supplier<Dispatcher> dispatcher, InstantSource clock, GatewayMetrics metrics,
        AtomicInteger open) {}
