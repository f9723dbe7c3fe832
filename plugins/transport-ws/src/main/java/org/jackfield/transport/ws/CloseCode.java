package org.jackfield.transport.ws;

/** Why a WebSocket ends. Source: RFC 6455, section 7.4. */
final class CloseCode {
    static final int NORMAL = 1000;
    /** The end of a page, or of a server. */
    static final int GOING_AWAY = 1001;
    static final int PROTOCOL_ERROR = 1002;
    /** Text, where bytes are spoken. */
    static final int UNSUPPORTED = 1003;
    /** Never on the wire: the Close frame had no code. */
    static final int NONE = 1005;
    static final int TOO_BIG = 1009;

    private CloseCode() {}

    /** Whether a peer may send it. */
    static boolean isValid(int code) {
        return code >= 3000 && code <= 4999 || code >= NORMAL && code <= 1014 && code != 1004 && code != NONE && code != 1006;
    }

    /** Whether it says that nothing was wrong. */
    static boolean isClean(int code) {
        return code == NORMAL || code == GOING_AWAY || code == NONE;
    }
}
