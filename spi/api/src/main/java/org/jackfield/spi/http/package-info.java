/** What components answer over HTTP, and the gateways that carry it. */
package org.jackfield.spi.http;
