package org.jackfield.security.noise;

/**
 * The implementations in use.
 *
 * @param cipherName for logs
 * @param ciphers    ChaCha20-Poly1305
 * @param curveName  for logs
 * @param curve      X25519
 */
record Suite(String cipherName, FrameCipher.Factory ciphers, String curveName, Curve curve) {}
