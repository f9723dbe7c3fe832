package org.jackfield.spi;

/** From where an address of a peer is known, the most trusted first: dials try them in this order. */
public enum AddressSource {
    /** The operator named it. */
    CONFIG,
    /** A connection was made to it. */
    DIALED,
    /** The peer signed that it is there; only {@link PeerStore#certify} adds such. */
    CERTIFIED,
    /** The peer said so, unsigned. */
    IDENTIFY,
    /** A router answered with it. */
    ROUTING,
    /** A discovery method reported it. */
    DISCOVERY
}
