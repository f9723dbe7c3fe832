package org.jackfield.discovery.mdns;

import java.net.InetAddress;

import org.jackfield.spi.multiformats.Bytes;

/** What a neighbour sent. */
record Packet(InetAddress source, Bytes content) {}
