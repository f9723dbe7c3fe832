package org.jackfield.security.noise;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** Known answers that an implementation must give before it is used. */
final class SelfTest {
    private static final HexFormat HEX = HexFormat.of();

    /** RFC 7748, 5.2, first vector. */
    private static final String SCALAR = "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4";
    private static final String POINT = "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c";
    private static final String PRODUCT = "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552";

    /** Tags of texts whose byte i is 7i, under the key 0, 1 … 31 with counter 2³²+1; one short, one long enough for every code path. */
    private static final int[] LENGTHS = {20, 2048};
    private static final String[] TAGS = {"9945b219fc75d4975fe435fb9a6967c9", "9962b677a77b2933e17eb5c440924b64"};
    private static final long COUNTER = (1L << 32) + 1;
    private static final byte[] ASSOCIATED = {1, 2, 3};

    private SelfTest() {}

    /** @throws GeneralSecurityException if an answer is wrong */
    static void check(FrameCipher.Factory ciphers) throws GeneralSecurityException {
        byte[] key = new byte[FrameCipher.KEY];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        for (int i = 0; i < LENGTHS.length; i++) {
            checkLength(ciphers, key, LENGTHS[i], HEX.parseHex(TAGS[i]));
        }
    }

    /** @throws GeneralSecurityException if an answer is wrong */
    static void check(Curve curve) throws GeneralSecurityException {
        byte[] product = curve.of(HEX.parseHex(SCALAR)).agree(HEX.parseHex(POINT));
        require(Arrays.equals(product, HEX.parseHex(PRODUCT)), "X25519");
        Curve.KeyPair ours = curve.generate();
        Curve.KeyPair theirs = curve.generate();
        require(Arrays.equals(ours.agree(theirs.publicKey()), theirs.agree(ours.publicKey())), "X25519 of generated keys");
    }

    private static void checkLength(FrameCipher.Factory ciphers, byte[] key, int length, byte[] tag) throws GeneralSecurityException {
        ByteBuf plain = Unpooled.directBuffer(length);
        ByteBuf sealed = Unpooled.directBuffer(length + FrameCipher.TAG);
        ByteBuf opened = Unpooled.directBuffer(length);
        try {
            for (int i = 0; i < length; i++) {
                plain.writeByte(7 * i);
            }
            ciphers.sealing(key).seal(COUNTER, ASSOCIATED, plain.duplicate(), length, sealed);
            require(Arrays.equals(ByteBufUtil.getBytes(sealed, length, FrameCipher.TAG), tag), "encrypting " + length + " bytes");
            ciphers.opening(key).open(COUNTER, ASSOCIATED, sealed.duplicate(), sealed.readableBytes(), opened);
            require(opened.equals(plain), "decrypting " + length + " bytes");
            sealed.setByte(0, sealed.getByte(0) ^ 1);
            require(refuses(ciphers.opening(key), sealed, opened.clear()), "refusing an altered text of " + length + " bytes");
        } finally {
            plain.release();
            sealed.release();
            opened.release();
        }
    }

    private static boolean refuses(FrameCipher cipher, ByteBuf sealed, ByteBuf out) {
        try {
            cipher.open(COUNTER, ASSOCIATED, sealed, sealed.readableBytes(), out);
            return false;
        } catch (GeneralSecurityException _) {
            return true;
        }
    }

    private static void require(boolean right, String what) throws GeneralSecurityException {
        if (!right) {
            throw new GeneralSecurityException("wrong answer: " + what);
        }
    }
}
