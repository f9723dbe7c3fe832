package org.jackfield.discovery.mdns;

import java.util.List;

import org.jackfield.spi.multiformats.Bytes;

/** What DNS says about a name: the kinds of records that discovery needs, of class IN. Sources: RFC 1035, RFC 2782, RFC 6762. */
sealed interface ResourceRecord {
    int A = 1;
    int PTR = 12;
    int TXT = 16;
    int AAAA = 28;
    int SRV = 33;
    /** In questions: a record of any type. */
    int ANY = 255;

    /** What the record is about. */
    DnsName name();

    /** Seconds for which it holds, 0 to 2^32 - 1; 0 takes it back. */
    long ttl();

    /** An instance of a service. */
    record Pointer(DnsName name, long ttl, DnsName target) implements ResourceRecord {}

    /**
     * What an instance says of itself.
     *
     * @param strings each at most 255 bytes
     */
    record Text(DnsName name, long ttl, List<Bytes> strings) implements ResourceRecord {
        static final int MAX_STRING = 255;

        public Text {
            strings = List.copyOf(strings);
        }
    }

    /** The host and port of an instance. */
    record Server(DnsName name, long ttl, int port, DnsName target) implements ResourceRecord {}

    /**
     * An address of a host.
     *
     * @param ip 4 or 16 bytes
     */
    record Address(DnsName name, long ttl, Bytes ip) implements ResourceRecord {}
}
