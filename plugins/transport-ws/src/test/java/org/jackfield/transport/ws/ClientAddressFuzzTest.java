package org.jackfield.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;

/** Whatever a client writes into the headers before the proxy adds its own: the client is whom the proxy names. */
class ClientAddressFuzzTest {
    private static final String[] NAMES = {"Forwarded", "X-Forwarded-For"};

    @FuzzTest(maxDuration = "3s")
    void believesTheProxyAndNotItsClient(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        String name = NAMES[input[0] & 1];
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders().add(name,
                new String(input, 1, input.length - 1,
                        StandardCharsets.ISO_8859_1));
        headers.add(name, name.equals("Forwarded") ? "for=192.0.2.7" : "192.0.2.7");
        InetSocketAddress proxy = new InetSocketAddress(InetAddress.getByName("10.1.2.3"), 4711);
        assertThat(ClientAddress.trusting(List.of("10.0.0.0/8")).of(proxy, headers))
                .hasValue(new InetSocketAddress(InetAddress.getByName("192.0.2.7"), 0));
        assertThat(new ClientAddress(List.of()).of(proxy, headers)).isEmpty();
    }
}
