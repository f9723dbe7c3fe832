package org.jackfield.kernel.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.jackfield.spi.peer.Multiaddr;

final class NameServersTest {
    @TempDir private Path directory;

    @Test
    void readsThoseOfTheSystem() throws IOException {
        Path file = Files.writeString(directory.resolve("resolv.conf"), """
            # made by hand
            search example.org
            nameserver 192.0.2.53
              nameserver   2001:db8::53
            nameserver ns.example.org
            options ndots:1
            """);
        assertThat(new NameServers(List.of(), file).list()).containsExactly(new InetSocketAddress("192.0.2.53", 53),
                new InetSocketAddress("2001:db8::53", 53));
    }

    @Test
    void prefersThoseOfTheConfig() throws IOException {
        assertThat(new NameServers(List.of(Multiaddr.parse("/ip4/192.0.2.1/udp/5353")), directory.resolve("none")).list())
                .containsExactly(new InetSocketAddress("192.0.2.1", 5353));
    }

    @Test
    void namesTheKeyWhenThereIsNone() throws IOException {
        Path empty = Files.createFile(directory.resolve("resolv.conf"));
        assertThatThrownBy(() -> new NameServers(List.of(), empty).list()).isInstanceOf(IOException.class)
                .hasMessageContaining("dial.dns.servers");
        assertThatThrownBy(() -> new NameServers(List.of(), directory.resolve("none")).list()).isInstanceOf(IOException.class)
                .hasMessageContaining("dial.dns.servers");
    }
}
