package org.jackfield.transport.tcp;

import org.jackfield.spi.datapath.tcp.TcpOptions;

/** On the engine that is chosen by default. */
class TcpTransportTest extends TcpCases {
    TcpTransportTest() {
        super(TcpOptions.DEFAULTS);
    }
}
