package org.jackfield.transport.tcp;

/** On the engine that is chosen by default. */
class TcpTransportTest extends TcpCases {
    TcpTransportTest() {
        super(TcpConfig.DEFAULTS);
    }
}
