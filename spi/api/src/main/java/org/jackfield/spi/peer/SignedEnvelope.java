package org.jackfield.spi.peer;

import java.io.ByteArrayOutputStream;

import org.jackfield.spi.multiformats.Bytes;
import org.jackfield.spi.multiformats.MalformedException;
import org.jackfield.spi.multiformats.Varint;

/**
 * A payload with a signature over it and the purpose it was signed for. Decoding proves nothing; {@link #verifies} does, and even then
 * only that the key signed: whether that key may say so is the reader's to check. Source: libp2p, RFC 0002 signed envelopes.
 *
 * @param publicKey of the signer
 * @param payloadType what the payload is, a multicodec number by convention
 * @param payload what is signed
 * @param signature over {@link #signedBytes}
 */
public record SignedEnvelope(PublicKey publicKey, Bytes payloadType, Bytes payload, Bytes signature) {

    /** Longest encoding read, in bytes. */
    public static final int MAX_ENCODED = 64 * 1024;

    private static final int PUBLIC_KEY = 1;
    private static final int PAYLOAD_TYPE = 2;
    private static final int PAYLOAD = 3;
    private static final int SIGNATURE = 5;

    /** Signs a payload for one purpose. */
    public static SignedEnvelope seal(Identity identity, String domain, Bytes payloadType, Bytes payload) {
        var signature = identity.sign(signedBytes(domain, payloadType, payload));
        return new SignedEnvelope(identity.publicKey(), payloadType, payload, signature);
    }

    /**
     * Reads the protobuf without checking the signature.
     *
     * @throws MalformedException if it is not an envelope or lacks a field
     */
    public static SignedEnvelope decode(Bytes encoded) {
        PublicKey publicKey = null;
        Bytes payloadType = null;
        Bytes payload = null;
        Bytes signature = null;
        var reader = new ProtoReader("signed envelope", encoded, MAX_ENCODED);
        while (reader.next()) {
            switch (reader.field()) {
                case PUBLIC_KEY -> publicKey = PublicKey.decode(reader.bytesOnce(publicKey));
                case PAYLOAD_TYPE -> payloadType = reader.bytesOnce(payloadType);
                case PAYLOAD -> payload = reader.bytesOnce(payload);
                case SIGNATURE -> signature = reader.bytesOnce(signature);
                default -> reader.skip();
            }
        }
        if (publicKey == null || payloadType == null || payload == null || signature == null) {
            throw new MalformedException("signed envelope lacks its key, payload type, payload or signature");
        }
        return new SignedEnvelope(publicKey, payloadType, payload, signature);
    }

    public Bytes encode() {
        return new ProtoWriter()
                .bytes(PUBLIC_KEY, publicKey.encode())
                .bytes(PAYLOAD_TYPE, payloadType)
                .bytes(PAYLOAD, payload)
                .bytes(SIGNATURE, signature)
                .message();
    }

    /** What the signature is over: domain, payload type and payload, each preceded by its length as a varint. */
    public Bytes signedBytes(String domain) {
        return signedBytes(domain, payloadType, payload);
    }

    private static Bytes signedBytes(String domain, Bytes payloadType, Bytes payload) {
        var target = new ByteArrayOutputStream();
        for (var field : new Bytes[]{Bytes.ofUtf8(domain), payloadType, payload}) {
            Varint.put(field.length(), target);
            target.writeBytes(field.toArray());
        }
        return Bytes.copyOf(target.toByteArray());
    }

    /** Whether the key in this envelope signed its payload for this purpose. */
    public boolean verifies(String domain, SignatureVerifier verifier) {
        return verifier.verify(publicKey, signedBytes(domain), signature);
    }
}
