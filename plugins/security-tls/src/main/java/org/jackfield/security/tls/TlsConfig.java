package org.jackfield.security.tls;

/** Options of the TLS security protocol: there are none, for libp2p leaves nothing to choose. */
public record TlsConfig() {}
