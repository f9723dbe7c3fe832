/** What every transport over TCP sockets shares: event loops, dialing, listening, and how bytes are read. */
package org.jackfield.spi.datapath.tcp;
