package org.jackfield.transport.ws;

/** A frame no peer may send, and the code of the Close frame that tells it so. */
final class BadFrame extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;

    /** @param code see {@link CloseCode} */
    BadFrame(int code, String message) {
        super("websocket: " + message);
        this.code = code;
    }

    int code() {
        return code;
    }
}
