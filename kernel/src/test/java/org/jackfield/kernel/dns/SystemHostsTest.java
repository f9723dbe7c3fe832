package org.jackfield.kernel.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.tck.Await;

final class SystemHostsTest {
    private final Tasks tasks = new Tasks("test", SystemHostsTest.class.getClassLoader());
    private final SystemHosts hosts = new SystemHosts(tasks);

    @AfterEach
    void stop() {
        tasks.close();
    }

    @Test
    void knowsTheHostsFile() throws IOException {
        assertThat(hosts.lookup("localhost", Deadline.after(Await.PATIENCE))).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    }

    @Test
    void looksUpMoreNamesOneAfterTheOtherThanItDoesAtATime() throws IOException {
        for (int i = 0; i < 2 * SystemHosts.MAX_LOOKUPS; i++) {
            assertThat(hosts.lookup("127.0.0." + (i + 1), Deadline.after(Await.PATIENCE))).hasSize(1);
        }
    }

    /** RFC 6761: nobody has a name that ends so. */
    @Test
    void tellsThatANameIsUnknown() {
        assertThatThrownBy(() -> hosts.lookup("-no-name-at-all-.invalid", Deadline.after(Await.PATIENCE))).isInstanceOf(IOException.class)
                .hasMessageContaining("-no-name-at-all-.invalid");
    }
}
