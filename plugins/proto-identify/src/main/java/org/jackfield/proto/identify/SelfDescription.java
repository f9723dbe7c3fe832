package org.jackfield.proto.identify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jackfield.spi.Connection;
import org.jackfield.spi.Host;
import org.jackfield.spi.PluginContext;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.Multiaddr;

/** What this node says about itself, to each peer what means something to it. Thread-safe. */
final class SelfDescription {
    /** Addresses in the first message, so that the protocols fit in there too. The record has more. */
    private static final int MAX_ADDRESSES = 20;
    /** Bytes of them. */
    private static final int MAX_ADDRESS_BYTES = 1536;

    private final IdentifyConfig config;
    private final PluginContext context;
    private final OwnRecord record;

    SelfDescription(IdentifyConfig config, PluginContext context) {
        this.config = config;
        this.context = context;
        this.record = new OwnRecord(context.identity(), context.clock());
    }

    /** Gives the messages for the peer of a connection, without their lengths. */
    List<Bytes> messages(Connection connection) {
        return IdentifyEncoder.encode(message(connection));
    }

    IdentifyMessage message(Connection connection) {
        Host host = context.host();
        Multiaddr remote = connection.remoteAddress();
        AddressScope scope = AddressScope.of(remote);
        List<Multiaddr> addresses = host.addresses();
        List<ProtocolId> protocols = host.protocols().stream().sorted().limit(IdentifyDecoder.MAX_PROTOCOLS).toList();
        return new IdentifyMessage(Optional.of(context.identity().publicKey()), first(scope.meaningful(addresses)), protocols,
                remote.isEmpty() ? Optional.empty() : Optional.of(remote), Optional.of(config.protocolVersion()),
                Optional.of(config.agent()),
                record.sealed(scope, addresses));
    }

    private static List<Multiaddr> first(List<Multiaddr> addresses) {
        List<Multiaddr> first = new ArrayList<>();
        int bytes = 0;
        for (Multiaddr address : addresses) {
            bytes += address.bytes().length();
            if (first.size() == MAX_ADDRESSES || bytes > MAX_ADDRESS_BYTES) {
                break;
            }
            first.add(address);
        }
        return first;
    }
}
