package org.jackfield.kernel.dns;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jackfield.spi.Deadline;
import org.jackfield.spi.DeadlineExpired;
import org.jackfield.spi.multiformats.Bytes;

/**
 * Asks name servers for TXT records: by UDP from a fresh random port with a random id, so that nobody can answer who does not see the
 * question; by TCP when the answer does not fit. Blocking, made for virtual threads; thread-safe. Source: RFC 1035, RFC 5452, RFC 7766.
 */
public final class DnsClient implements TextLookup {
    /** How long one server is waited for before the next is asked. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** Rounds through the servers. */
    private static final int ROUNDS = 2;
    private static final int MAX_DATAGRAM = 4096;
    private static final int NO_SUCH_NAME = 3;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final NameServers servers;

    public DnsClient(NameServers servers) {
        this.servers = servers;
    }

    @Override
    public List<String> lookup(String name, Deadline deadline) throws IOException {
        List<InetSocketAddress> all = servers.list();
        IOException last = new DeadlineExpired("no name server answered for " + name + " in time");
        for (int round = 0; round < ROUNDS; round++) {
            for (InetSocketAddress server : all) {
                if (deadline.hasPassed()) {
                    throw last;
                }
                TextQuery.Answer answer;
                try {
                    answer = ask(server, query(name), Deadline.after(PATIENCE).earlier(deadline));
                } catch (IOException e) {
                    last = failed(server, name, e);
                    continue;
                }
                if (answer.code() == 0 || answer.code() == NO_SUCH_NAME) {
                    return texts(name, answer);
                }
                last = new IOException("name server " + server + " fails on " + name + " with code " + answer.code());
            }
        }
        throw last;
    }

    private static IOException failed(InetSocketAddress server, String name, IOException cause) throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw (InterruptedIOException) new InterruptedIOException("interrupted while asking for " + name).initCause(cause);
        }
        String why = cause instanceof SocketTimeoutException ? "no answer in time" : String.valueOf(cause.getMessage());
        return new IOException("name server " + server + " on " + name + ": " + why, cause);
    }

    private static List<String> texts(String name, TextQuery.Answer answer) throws IOException {
        if (answer.texts().isEmpty()) {
            throw new IOException(answer.code() == NO_SUCH_NAME ? "there is no name " + name : name + " has no TXT records");
        }
        return answer.texts();
    }

    private static TextQuery query(String name) throws IOException {
        try {
            TextQuery query = new TextQuery(RANDOM.nextInt(1 << Short.SIZE), name);
            query.encode();
            return query;
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static TextQuery.Answer ask(InetSocketAddress server, TextQuery query, Deadline deadline) throws IOException {
        TextQuery.Answer answer = byDatagram(server, query, deadline);
        return answer.truncated() ? byTcp(server, query, deadline) : answer;
    }

    /** What answers another question is not the server's, so this waits on. The socket is connected: the system drops what others send. */
    private static TextQuery.Answer byDatagram(InetSocketAddress server, TextQuery query, Deadline deadline) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            byte[] question = query.encode();
            socket.send(new DatagramPacket(question, question.length));
            DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
            while (true) {
                socket.setSoTimeout(millis(deadline));
                socket.receive(packet);
                Optional<TextQuery.Answer> answer = query.decode(Bytes.copyOf(Arrays.copyOf(packet.getData(), packet.getLength())),
                        AddressResolver.MAX_RECORDS + 1);
                if (answer.isPresent()) {
                    return answer.get();
                }
                packet.setLength(MAX_DATAGRAM);
            }
        }
    }

    private static TextQuery.Answer byTcp(InetSocketAddress server, TextQuery query, Deadline deadline) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, millis(deadline));
            byte[] question = query.encode();
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(Short.BYTES + question.length).putShort((short) question.length).put(question).array());
            int length = new DataInputStream(new java.io.ByteArrayInputStream(read(socket, Short.BYTES, deadline))).readUnsignedShort();
            return query.decode(Bytes.copyOf(read(socket, length, deadline)), AddressResolver.MAX_RECORDS + 1)
                    .filter(answer -> !answer.truncated())
                    .orElseThrow(() -> new IOException("its answer by TCP is to another question, or not complete"));
        }
    }

    /** Reads exactly so much, however slowly it comes, until the deadline. */
    private static byte[] read(Socket socket, int length, Deadline deadline) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] data = new byte[length];
        for (int at = 0; at < length;) {
            socket.setSoTimeout(millis(deadline));
            int count = in.read(data, at, length - at);
            if (count < 0) {
                throw new EOFException("it closed the link after " + at + " of " + length + " bytes");
            }
            at += count;
        }
        return data;
    }

    /** Gives the time left; zero would mean for ever. */
    private static int millis(Deadline deadline) throws SocketTimeoutException {
        if (deadline.hasPassed()) {
            throw new SocketTimeoutException("no answer in time");
        }
        return (int) Math.clamp(deadline.remainingNanos() / 1_000_000, 1, PATIENCE.toMillis());
    }
}
