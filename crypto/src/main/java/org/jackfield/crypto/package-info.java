/** Identities, the files they are kept in, and the verifier of all key types a peer may have. */
package org.jackfield.crypto;
