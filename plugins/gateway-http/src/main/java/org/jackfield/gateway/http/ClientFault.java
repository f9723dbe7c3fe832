package org.jackfield.gateway.http;

import java.io.IOException;

/** The client is gone, too slow or sends what it must not. */
final class ClientFault extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status told to the client, if it has no answer yet and is there */
    ClientFault(int status, String message) {
        super(message);
        this.status = status;
    }

    Refusal refusal() {
        return new Refusal(status, String.valueOf(getMessage()));
    }
}
