package org.jackfield.benchmarks;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.conscrypt.Conscrypt;

/** What one core seals with ChaCha20-Poly1305 in frames of 64 KiB, by the fastest implementation that Noise uses here. */
final class RawCipher {
    private static final int FRAME = 65_504;
    private static final long ROUND_NANOS = 400_000_000;

    private RawCipher() {}

    /** Seals on two threads at once, as the two ends of a stream do, and gives the mean of both in 10⁶ bytes per second. */
    static double megabytesPerSecondOfEach() throws GeneralSecurityException, InterruptedException {
        FutureTask<Double> other = new FutureTask<>(RawCipher::megabytesPerSecond);
        Thread thread = new Thread(other, "cipher");
        thread.start();
        try {
            return (megabytesPerSecond() + other.get()) / 2;
        } catch (ExecutionException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** Seals for some time and gives 10⁶ bytes per second. */
    static double megabytesPerSecond() throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("ChaCha20/Poly1305/NoPadding", Conscrypt.newProvider());
        SecretKeySpec key = new SecretKeySpec(new byte[32], "ChaCha20");
        ByteBuffer plain = ByteBuffer.allocateDirect(FRAME);
        ByteBuffer sealed = ByteBuffer.allocateDirect(FRAME + 16);
        byte[] nonce = new byte[12];
        long frames = 0;
        long start = System.nanoTime();
        long now = start;
        while (now - start < ROUND_NANOS) {
            ByteBuffer.wrap(nonce).putLong(4, frames++);
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(nonce));
            cipher.doFinal(plain.clear(), sealed.clear());
            now = System.nanoTime();
        }
        return frames * (double) FRAME / ((now - start) / 1e9) / 1e6;
    }
}
