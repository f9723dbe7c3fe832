/** Who a peer is, where it can be reached, and what it signs about itself. */
package org.jackfield.spi.peer;
