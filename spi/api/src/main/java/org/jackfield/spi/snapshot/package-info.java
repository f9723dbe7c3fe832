/** Files that are written as a whole or not at all: what a plugin keeps in its directory across restarts and crashes. */
package org.jackfield.spi.snapshot;
