/** Byte strings and the self-describing formats everything else is written in: varint, multibase, multihash, CID. */
package org.jackfield.spi.multiformats;
