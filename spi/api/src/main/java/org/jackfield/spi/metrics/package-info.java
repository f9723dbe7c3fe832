/** Counting and measuring, for operators: what a plugin is lent to count with, and what a gateway prints. */
package org.jackfield.spi.metrics;
