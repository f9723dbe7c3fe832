package org.jackfield.spi.multiformats;

/** How the letters of an alphabet are compared when reading. */
enum Case {
    EXACT, ANY
}
