package org.jackfield.transport.tcp;

import org.jackfield.spi.datapath.tcp.TcpOptions;
import org.jackfield.spi.datapath.tcp.TcpOptions.Engine;

/** The same on the JDK's selectors, and with a new port for each dial. */
class TcpTransportOnNioTest extends TcpCases {
    TcpTransportOnNioTest() {
        super(new TcpOptions(Engine.NIO, 2, 128, true, true, false));
    }
}
