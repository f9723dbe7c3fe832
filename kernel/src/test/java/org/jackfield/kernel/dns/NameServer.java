package org.jackfield.kernel.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.peer.AddressProtocol;
import org.jackfield.spi.peer.Multiaddr;

/** A name server on loopback, by UDP and TCP on one port, that answers with the bytes the test gives it. */
final class NameServer implements AutoCloseable {
    /** Says nothing. */
    static final Script SILENT = (_, _) -> List.of();

    /** Questions it heard. */
    final List<Bytes> heard = new CopyOnWriteArrayList<>();
    final List<Integer> ports = new CopyOnWriteArrayList<>();
    private final DatagramSocket datagrams;
    private final ServerSocket connections;
    private final Script script;

    /** Makes messages of a question. */
    interface Script {
        List<byte[]> answers(byte[] question, boolean tcp) throws IOException;
    }

    NameServer(Script script) throws IOException {
        this.script = script;
        InetAddress loopback = InetAddress.getLoopbackAddress();
        this.connections = new ServerSocket(0, 8, loopback);
        this.datagrams = new DatagramSocket(connections.getLocalPort(), loopback);
        Thread.ofVirtual().start(this::serveDatagrams);
        Thread.ofVirtual().start(this::serveConnections);
    }

    Multiaddr address() {
        return Multiaddr.ofSocket(new java.net.InetSocketAddress(datagrams.getLocalAddress(), datagrams.getLocalPort()),
                AddressProtocol.UDP);
    }

    /** Makes the answer with these TXT records, each of strings of at most 255 bytes. */
    static byte[] answer(byte[] question, int flags, String... texts) {
        ByteBuffer out = ByteBuffer.allocate(1 << 16).put(question, 0, 2).putShort((short) (0x8180 | flags)).putShort((short) 1)
                .putShort((short) texts.length).putInt(0).put(question, 12, question.length - 12);
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int strings = Math.max(1, (bytes.length + 254) / 255);
            out.putShort((short) 0xC00C).putShort((short) 16).putShort((short) 1).putInt(60).putShort((short) (bytes.length + strings));
            for (int at = 0, string = 0; string < strings; string++) {
                int length = Math.min(255, bytes.length - at);
                out.put((byte) length).put(bytes, at, length);
                at += length;
            }
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    @Override
    public void close() throws IOException {
        datagrams.close();
        connections.close();
    }

    private void serveDatagrams() {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        while (!datagrams.isClosed()) {
            try {
                packet.setLength(4096);
                datagrams.receive(packet);
                byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
                heard.add(Bytes.copyOf(question));
                ports.add(packet.getPort());
                for (byte[] answer : script.answers(question, false)) {
                    datagrams.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                if (!datagrams.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serveConnections() {
        while (!connections.isClosed()) {
            try (Socket client = connections.accept()) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                byte[] question = in.readNBytes(in.readUnsignedShort());
                heard.add(Bytes.copyOf(question));
                DataOutputStream out = new DataOutputStream(client.getOutputStream());
                for (byte[] answer : script.answers(question, true)) {
                    out.writeShort(answer.length);
                    out.write(answer);
                }
            } catch (IOException _) {
                // the test is over, or the client has gone
            }
        }
    }
}
