package org.jackfield.security.tls;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

import org.jackfield.spi.HandshakeFailed;
import org.jackfield.spi.ProtocolId;
import org.jackfield.spi.datapath.Handshake;
import org.jackfield.spi.datapath.Preamble;
import org.jackfield.spi.datapath.Role;
import org.jackfield.spi.datapath.SecureChannel;
import org.jackfield.spi.peer.PeerId;

/** One handshake, record by record, from the first byte to the codec. */
final class Handshaker {
    /** Records one side may send before it is done; an honest one sends at most ten. */
    private static final int MOST_RECORDS = 64;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final PeerCheck check;
    private final Preamble raw;
    private final Handshake request;
    private final ByteBuffer out;
    private final ByteBuffer in;
    private int received;

    Handshaker(SSLEngine engine, PeerCheck check, Preamble raw, Handshake request) {
        this.engine = engine;
        this.check = check;
        this.raw = raw;
        this.request = request;
        this.out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        this.in = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    }

    /** Runs it. Blocks while waiting for the peer. */
    SecureChannel run() throws IOException {
        try (NamelessIssuers _ = new NamelessIssuers()) {
            shake();
        } catch (SSLException e) {
            alert();
            String why = context() + reason(e);
            throw check.stranger().map(stranger -> new HandshakeFailed(why, stranger)).orElseGet(() -> new HandshakeFailed(why, e));
        } catch (EOFException e) {
            throw new HandshakeFailed(context() + "the peer ended the link in the middle", e);
        }
        PeerId peer = check.peer().orElseThrow(() -> new HandshakeFailed(context() + "the peer showed no certificate"));
        return new SecureChannel(peer, earlyMuxer(), new RecordCodec(engine));
    }

    private void shake() throws IOException {
        engine.beginHandshake();
        HandshakeStatus status = engine.getHandshakeStatus();
        while (true) {
            switch (status) {
                case NEED_TASK -> {
                    runTasks(engine);
                    status = engine.getHandshakeStatus();
                }
                case NEED_WRAP -> status = wrap();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> status = unwrap();
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
    }

    static void runTasks(SSLEngine engine) {
        Runnable task;
        while ((task = engine.getDelegatedTask()) != null) {
            task.run();
        }
    }

    private HandshakeStatus wrap() throws IOException {
        out.clear();
        SSLEngineResult result = engine.wrap(NOTHING, out);
        send();
        if (result.getStatus() != Status.OK) {
            throw new SSLException("the engine is " + result.getStatus());
        }
        return result.getHandshakeStatus();
    }

    private HandshakeStatus unwrap() throws IOException {
        if (++received > MOST_RECORDS) {
            throw new SSLException("more than " + MOST_RECORDS + " records");
        }
        byte[] header = raw.read(Records.HEADER);
        int length = Records.handshakeBody(header);
        byte[] body = raw.read(length);
        ByteBuffer record = ByteBuffer.allocate(Records.HEADER + length).put(header).put(body).flip();
        in.clear();
        SSLEngineResult result = engine.unwrap(record, in);
        if (result.getStatus() != Status.OK || record.hasRemaining() || result.bytesProduced() > 0) {
            throw new SSLException(result.getStatus() == Status.CLOSED ? "the peer closed it" : "a record that does not belong here");
        }
        return result.getHandshakeStatus();
    }

    /** Tells the peer what was wrong, if the link still takes it. */
    private void alert() {
        try {
            engine.closeOutbound();
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                out.clear();
                SSLEngineResult result = engine.wrap(NOTHING, out);
                send();
                if (result.getStatus() == Status.CLOSED || result.bytesProduced() == 0) {
                    return;
                }
            }
        } catch (IOException _) {
            // the link is gone, or the engine has nothing to say
        }
    }

    private void send() throws IOException {
        out.flip();
        if (out.hasRemaining()) {
            byte[] record = new byte[out.remaining()];
            out.get(record);
            raw.write(record);
        }
    }

    private Optional<ProtocolId> earlyMuxer() {
        String agreed = engine.getApplicationProtocol();
        return agreed == null || agreed.isEmpty() || agreed.equals(Engines.NO_MUXER)
                ? Optional.empty()
                : Optional.of(new ProtocolId(agreed));
    }

    /** Gives the innermost reason: the engine wraps what the check says of the certificate. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private String context() {
        String who = request.expected().map(id -> "with " + id).orElse("with a peer not known yet");
        return "tls handshake " + who + (request.role() == Role.INITIATOR ? " that we dialed: " : " that dialed us: ");
    }
}
