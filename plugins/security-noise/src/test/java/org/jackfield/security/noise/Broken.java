package org.jackfield.security.noise;

import java.security.GeneralSecurityException;

import io.netty.buffer.ByteBuf;

/** Implementations with a fault. */
final class Broken {
    private Broken() {}

    /** Uses 32 bits of the counter. */
    static FrameCipher.Factory counter(FrameCipher.Factory good) {
        return new Wrapped(good) {
            @Override
            FrameCipher wrap(FrameCipher cipher) {
                return new FrameCipher() {
                    @Override
                    public void seal(long nonce, byte[] associated, ByteBuf plain, int length, ByteBuf out)
                            throws GeneralSecurityException {
                        cipher.seal((int) nonce, associated, plain, length, out);
                    }

                    @Override
                    public void open(long nonce, byte[] associated, ByteBuf sealed, int length, ByteBuf out)
                            throws GeneralSecurityException {
                        cipher.open((int) nonce, associated, sealed, length, out);
                    }
                };
            }
        };
    }

    /** Decrypts without minding the tag. */
    static FrameCipher.Factory forgiving(FrameCipher.Factory good) {
        return new Wrapped(good) {
            @Override
            FrameCipher wrap(FrameCipher cipher) {
                return new FrameCipher() {
                    @Override
                    public void seal(long nonce, byte[] associated, ByteBuf plain, int length, ByteBuf out)
                            throws GeneralSecurityException {
                        cipher.seal(nonce, associated, plain, length, out);
                    }

                    @Override
                    public void open(long nonce, byte[] associated, ByteBuf sealed, int length, ByteBuf out) {
                        try {
                            cipher.open(nonce, associated, sealed, length, out);
                        } catch (GeneralSecurityException _) {
                            out.writeZero(length - TAG);
                        }
                    }
                };
            }
        };
    }

    /** Agrees on the same secret with everyone. */
    static Curve constant(Curve good) {
        return new Curve() {
            @Override
            public KeyPair generate() throws GeneralSecurityException {
                return wrap(good.generate());
            }

            @Override
            public KeyPair of(byte[] privateKey) throws GeneralSecurityException {
                return wrap(good.of(privateKey));
            }

            private KeyPair wrap(KeyPair pair) {
                return new KeyPair() {
                    @Override
                    public byte[] publicKey() {
                        return pair.publicKey();
                    }

                    @Override
                    public byte[] agree(byte[] theirs) {
                        return new byte[BYTES];
                    }
                };
            }
        };
    }

    private abstract static class Wrapped implements FrameCipher.Factory {
        private final FrameCipher.Factory good;

        Wrapped(FrameCipher.Factory good) {
            this.good = good;
        }

        abstract FrameCipher wrap(FrameCipher cipher);

        @Override
        public FrameCipher sealing(byte[] key) throws GeneralSecurityException {
            return wrap(good.sealing(key));
        }

        @Override
        public FrameCipher opening(byte[] key) throws GeneralSecurityException {
            return wrap(good.opening(key));
        }
    }
}
