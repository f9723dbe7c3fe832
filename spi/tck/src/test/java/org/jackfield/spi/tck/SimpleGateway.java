package org.jackfield.spi.tck;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.jackfield.spi.PluginContext;
import org.jackfield.spi.http.Gateway;
import org.jackfield.spi.http.GatewayProvider;
import org.jackfield.spi.http.Health;
import org.jackfield.spi.http.HttpExchange;
import org.jackfield.spi.http.HttpRequest;
import org.jackfield.spi.http.HttpResponse;

/** As much of HTTP as a broken gateway needs: routes without braces, one request per connection, bodies gathered in memory. */
public final class SimpleGateway implements GatewayProvider<SimpleGateway.Config> {
    /** What is wrong. */
    public enum Fault { NONE, TELLS_EVERYTHING, ANSWERS_AT_ONCE, GATHERS_BODIES, ENDS_BROKEN_ANSWERS, TAKES_ANY_BODY }

    /**
     * The options.
     *
     * @param fault what is wrong
     */
    public record Config(Fault fault) {}

    @Override
    public String name() {
        return "simple";
    }

    @Override
    public Config defaults() {
        return new Config(Fault.NONE);
    }

    @Override
    public Gateway create(Config config, PluginContext context) {
        return new Server(config.fault(), context);
    }

    /** The gateway. */
    static final class Server implements Gateway {
        private final Fault fault;
        private final PluginContext context;
        private volatile List<Served> routes = List.of();
        private volatile Supplier<Health> health = () -> new Health(false, Map.of(), List.of(), List.of());
        private @Nullable ServerSocket socket;

        Server(Fault fault, PluginContext context) {
            this.fault = fault;
            this.context = context;
        }

        @Override
        public List<InetSocketAddress> listening() {
            return List.of((InetSocketAddress) java.util.Objects.requireNonNull(socket).getLocalSocketAddress());
        }

        @Override
        public void start() throws IOException {
            ServerSocket bound = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            socket = bound;
            context.fork("accept", () -> {
                while (!bound.isClosed()) {
                    try {
                        Socket client = bound.accept();
                        context.fork("client", () -> answer(client));
                    } catch (IOException _) {
                        return;
                    }
                }
            });
        }

        @Override
        public void serve(List<Served> served, Supplier<Health> fares) {
            routes = served;
            health = fares;
        }

        @Override
        public void close() throws IOException {
            ServerSocket bound = socket;
            if (bound != null) {
                bound.close();
            }
        }

        private void answer(Socket client) {
            try (client) {
                InputStream in = client.getInputStream();
                String[] head = head(in).split("\r\n");
                String[] line = head[0].split(" ");
                if (fault != Fault.ANSWERS_AT_ONCE && !health.get().ready()) {
                    send(client, 503, "Allow: none\r\n", "");
                    return;
                }
                String path = line[1];
                List<Served> there = routes.stream().filter(each -> each.route().path().equals(path)).toList();
                Served served = there.stream().filter(each -> each.route().method().equals(line[0].replace("HEAD", "GET"))).findFirst()
                        .orElse(null);
                if (served == null) {
                    send(client, there.isEmpty() ? 404 : 405, "Allow: GET, HEAD\r\n", "");
                    return;
                }
                run(client, in, head, line[0], served);
            } catch (IOException _) {
                // the client is gone
            }
        }

        private void run(Socket client, InputStream in, String[] head, String method, Served served) throws IOException {
            boolean chunked = Arrays.stream(head).anyMatch(each -> each.toLowerCase(Locale.ROOT).startsWith("transfer-encoding"));
            long length = Arrays.stream(head).filter(each -> each.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                    .mapToLong(each -> Long.parseLong(each.split(":")[1].strip())).findFirst().orElse(0);
            byte[] gathered = chunked ? chunks(in) : fault == Fault.GATHERS_BODIES ? in.readNBytes((int) length) : new byte[0];
            boolean stored = chunked || fault == Fault.GATHERS_BODIES;
            InputStream body = stored ? new ByteArrayInputStream(gathered) : new Bounded(in, length);
            if (fault != Fault.TAKES_ANY_BODY && Math.max(length, gathered.length) > served.route().maxBody()) {
                send(client, 413, "", "");
                return;
            }
            Answer answer = new Answer(client, method, request(served, method, client), body);
            java.util.concurrent.CompletableFuture<Boolean> done = new java.util.concurrent.CompletableFuture<>();
            served.runner().fork("http", () -> done.complete(handled(served, answer)));
            done.join();
        }

        private boolean handled(Served served, Answer answer) {
            try {
                served.route().handler().handle(answer);
                answer.end();
            } catch (IOException | RuntimeException e) {
                answer.failed(fault, e);
            }
            return true;
        }

        private static HttpRequest request(Served served, String method, Socket client) {
            return new HttpRequest(method, served.route().path(), Map.of(), Map.of(), Map.of(),
                    (InetSocketAddress) client.getRemoteSocketAddress());
        }

        private static String head(InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("gone");
                }
                head.append((char) next);
            }
            return head.toString();
        }

        private static byte[] chunks(InputStream in) throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int size = size(in); size > 0; size = size(in)) {
                all.writeBytes(in.readNBytes(size));
                in.readNBytes(2);
            }
            in.readNBytes(2);
            return all.toByteArray();
        }

        private static int size(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                line.append((char) next);
            }
            return Integer.parseInt(line.toString().strip(), 16);
        }

        private static void send(Socket client, int status, String headers, String body) throws IOException {
            client.getOutputStream().write(("HTTP/1.1 " + status + " x\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n"
                    + headers + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** An exchange whose answer ends with the connection, or by its length. */
    private record Answer(Socket client, String method, HttpRequest request, InputStream body, Map<String, Object> state)
            implements HttpExchange {
        Answer(Socket client, String method, HttpRequest request, InputStream body) {
            this(client, method, request, body, new HashMap<>());
        }

        @Override
        public OutputStream respond(HttpResponse head) throws IOException {
            state.put("begun", head.length());
            boolean chunked = head.length().isEmpty();
            String framing = chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + head.length().getAsLong() + "\r\n";
            OutputStream raw = client.getOutputStream();
            raw.write(("HTTP/1.1 " + head.status() + " x\r\nConnection: close\r\n" + framing + "\r\n").getBytes(StandardCharsets.UTF_8));
            state.put("chunked", chunked);
            return new OutputStream() {
                @Override
                public void write(int value) throws IOException {
                    write(new byte[]{(byte) value}, 0, 1);
                }

                @Override
                public void write(byte[] source, int offset, int length) throws IOException {
                    if (!method.equals("HEAD") && length > 0) {
                        raw.write(chunked ? (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII) : new byte[0]);
                        raw.write(source, offset, length);
                        raw.write(chunked ? new byte[]{'\r', '\n'} : new byte[0]);
                    }
                }
            };
        }

        void end() throws IOException {
            if (!state.containsKey("begun")) {
                throw new IllegalStateException("no answer");
            }
            if (Boolean.TRUE.equals(state.get("chunked"))) {
                client.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }

        void failed(Fault fault, Exception cause) {
            try {
                if (!state.containsKey("begun")) {
                    Server.send(client, 500, "", fault == Fault.TELLS_EVERYTHING ? cause.toString() : "no");
                } else if (fault == Fault.ENDS_BROKEN_ANSWERS) {
                    end();
                }
            } catch (IOException _) {
                // the client is gone
            }
        }
    }

    /** The first bytes of a stream. */
    private static final class Bounded extends InputStream {
        private final InputStream in;
        private long left;

        Bounded(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            return left-- > 0 ? in.read() : -1;
        }
    }
}
