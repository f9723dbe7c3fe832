package org.jackfield.spi.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultiaddrSocketTest {

    @ParameterizedTest
    @CsvSource({"1.2.3.4, 80, TCP, /ip4/1.2.3.4/tcp/80", "0.0.0.0, 0, UDP, /ip4/0.0.0.0/udp/0",
        "2001:db8::1, 65535, TCP, /ip6/2001:db8::1/tcp/65535", "::1, 1, UDP, /ip6/::1/udp/1",
        "::ffff:1.2.3.4, 1, UDP, /ip4/1.2.3.4/udp/1"})
    void convertsSocketsBothWays(String ip, int port,
            AddressProtocol transport, String text) throws UnknownHostException {
        var socket = new InetSocketAddress(InetAddress.getByName(ip), port);
        var address = Multiaddr.ofSocket(socket, transport);
        assertThat(address).hasToString(text);
        assertThat(address.socketAddress()).contains(socket);
        assertThat(address.with(AddressProtocol.WS).socketAddress()).contains(socket);
    }

    @Test
    void refusesWhatIsNoSocket() {
        var socket = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        assertThatThrownBy(() -> Multiaddr.ofSocket(socket, AddressProtocol.SCTP)).isInstanceOf(IllegalArgumentException.class);
        var unresolved = InetSocketAddress.createUnresolved("example.com", 1);
        assertThatThrownBy(() -> Multiaddr.ofSocket(unresolved, AddressProtocol.TCP)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dns4/localhost/tcp/1", "/ip4/1.2.3.4", "/tcp/1", "/ip4/1.2.3.4/sctp/1", "/unix/a",
        "/ip6/fe80::1/ip6zone/lo/tcp/1", "/ip6zone/lo/ip4/1.2.3.4/tcp/1", "/ip6zone/lo",
        "/ip6zone/nosuchinterface/ip6/fe80::1/tcp/1", "/tcp/1/ip4/1.2.3.4", "/ip6zone/99999999999/ip6/fe80::1/tcp/1",
        "/ip6zone/٣/ip6/fe80::1/tcp/1"})
    void findsNoSocketElsewhere(String text) {
        assertThat(Multiaddr.parse(text).socketAddress()).isEmpty();
    }

    @Test
    void keepsTheZoneOfLinkLocalAddresses() throws UnknownHostException {
        var ip = Inet6Address.getByAddress(null, InetAddress.getByName("fe80::1").getAddress(), 7);
        var address = Multiaddr.ofSocket(new InetSocketAddress(ip, 1), AddressProtocol.TCP);
        assertThat(address).hasToString("/ip6zone/7/ip6/fe80::1/tcp/1");
        assertThat(address.socketAddress().map(InetSocketAddress::getAddress)).containsInstanceOf(Inet6Address.class)
                .map(found -> ((Inet6Address) found).getScopeId()).contains(7);
    }

    @Test
    void readsZonesThatAreInterfacesOfThisMachine() throws SocketException {
        var withIp6 = NetworkInterface.networkInterfaces()
                .filter(network -> network.inetAddresses().anyMatch(Inet6Address.class::isInstance)).toList();
        for (var network : withIp6) {
            var socket = Multiaddr.parse("/ip6zone/" + network.getName() + "/ip6/fe80::1/tcp/1").socketAddress();
            socket.ifPresent(found -> assertThat(((Inet6Address) found.getAddress()).getScopedInterface()).isEqualTo(network));
        }
        var mapped = Multiaddr.parse("/ip6/::ffff:1.2.3.4/tcp/1").socketAddress();
        assertThat(mapped.map(InetSocketAddress::getAddress)).containsInstanceOf(Inet4Address.class);
    }
}
