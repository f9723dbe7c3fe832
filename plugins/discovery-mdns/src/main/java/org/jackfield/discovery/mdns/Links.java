package org.jackfield.discovery.mdns;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.discovery.mdns.Link.Subnet;

/** Looks which interfaces there are. */
final class Links {
    /** Most interfaces used; a machine with containers has one for each. */
    static final int MAX_LINKS = 64;
    private static final Logger LOG = LoggerFactory.getLogger(Links.class);

    private final List<String> wanted;
    private final Set<String> missing = new HashSet<>();

    /** @param wanted names of interfaces; none means all */
    Links(List<String> wanted) {
        this.wanted = wanted;
    }

    /** Lists the interfaces that are up and can multicast now. Loopback can, though systems do not say so. */
    List<Link> now() throws SocketException {
        List<NetworkInterface> all = NetworkInterface.networkInterfaces().toList();
        tellMissing(all.stream().map(NetworkInterface::getName).collect(Collectors.toSet()));
        return all.stream().filter(each -> wanted.isEmpty() || wanted.contains(each.getName())).filter(Links::isUsable).map(Links::link)
                .limit(MAX_LINKS).toList();
    }

    private void tellMissing(Set<String> present) {
        missing.removeAll(present);
        wanted.stream().filter(name -> !present.contains(name) && missing.add(name))
                .forEach(name -> LOG.warn("mdns: there is no interface {}, named in interfaces; there is {}", name, present));
    }

    private static boolean isUsable(NetworkInterface network) {
        try {
            return network.isUp() && (network.supportsMulticast() || network.isLoopback());
        } catch (SocketException _) {
            // it has just gone
            return false;
        }
    }

    private static Link link(NetworkInterface network) {
        List<Subnet> subnets = network.getInterfaceAddresses().stream()
                .map(each -> Subnet.of(each.getAddress(), each.getNetworkPrefixLength())).toList();
        return new Link(network.getName(), isLoopback(network), subnets);
    }

    private static boolean isLoopback(NetworkInterface network) {
        try {
            return network.isLoopback();
        } catch (SocketException _) {
            return false;
        }
    }
}
