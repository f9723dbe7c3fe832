package org.jackfield.spi;

/** Makes peer routers, config key {@code stack.routing}. */
public interface PeerRoutingProvider<C extends Record> extends Provider<PeerRouting, C> {}
