package org.jackfield.gateway.http;

import java.io.IOException;
import java.io.InterruptedIOException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.spi.http.Gateway.Served;

/** Runs a handler, and answers for one that fails. */
final class Handling {
    private static final Logger LOG = LoggerFactory.getLogger(Handling.class);

    private Handling() {}

    /** How an exchange leaves its connection. */
    enum End {
        /** Another request may follow. */
        KEEP,
        /** It ends after the answer. */
        CLOSE,
        /** It ends now, so that the client sees that the answer is not whole. */
        CUT
    }

    static End run(Served served, Exchange exchange) {
        try {
            served.route().handler().handle(exchange);
            exchange.end();
            return exchange.keepsAlive() ? End.KEEP : End.CLOSE;
        } catch (ClientFault e) {
            LOG.debug("{} of {}: {}", served.route(), served.by(), e.getMessage());
            return instead(exchange, e.refusal());
        } catch (InterruptedIOException e) {
            LOG.debug("{} of {} is interrupted", served.route(), served.by(), e);
            return instead(exchange, new Refusal(503, "the node is not ready"));
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.warn("{} of {} failed: {}", served.route(), served.by(), e.toString());
            LOG.debug("{} of {} failed", served.route(), served.by(), e);
            return instead(exchange, new Refusal(500, "internal error"));
        } finally {
            exchange.discard();
        }
    }

    private static End instead(Exchange exchange, Refusal refusal) {
        if (exchange.hasBegun()) {
            return End.CUT;
        }
        exchange.refuse(refusal);
        return End.CLOSE;
    }
}
