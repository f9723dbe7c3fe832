package org.jackfield.transport.tcp;

import org.jackfield.transport.tcp.TcpConfig.Engine;

/** The same on the JDK's selectors, and with a new port for each dial. */
class TcpTransportOnNioTest extends TcpCases {
    TcpTransportOnNioTest() {
        super(new TcpConfig(Engine.NIO, 2, 128, true, true, false));
    }
}
