package org.jackfield.security.noise;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import org.jspecify.annotations.Nullable;

import org.jackfield.spi.ProtocolViolation;
import org.jackfield.spi.multiformats.Bytes;

/**
 * What messages 2 and 3 carry; the schema is noise.proto.
 *
 * @param identityKey the host key, encoded
 * @param signature   of the static Noise key by the host key
 * @param muxers      the muxers the sender offers, best first; empty when it does not negotiate early
 */
record Payload(Bytes identityKey, Bytes signature, List<String> muxers) {
    /** Longest payload read, in bytes: an RSA key and signature of 8192 bits take a fifth of it. */
    static final int MAX_BYTES = 16 * 1024;
    /** Muxers read from a list, the rest is ignored; go-libp2p looks at as many. */
    static final int MAX_MUXERS = 100;

    private static final int IDENTITY_KEY = 1;
    private static final int IDENTITY_SIGNATURE = 2;
    private static final int EXTENSIONS = 4;
    private static final int STREAM_MUXERS = 2;
    /** Unknown groups may nest this deep; nobody sends any. */
    private static final int MAX_DEPTH = 4;

    Payload {
        muxers = List.copyOf(muxers);
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            out.writeByteArray(IDENTITY_KEY, identityKey.toArray());
            out.writeByteArray(IDENTITY_SIGNATURE, signature.toArray());
            if (!muxers.isEmpty()) {
                out.writeByteArray(EXTENSIONS, extensions());
            }
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException("memory takes every byte", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a payload. Unknown fields are skipped; of a field that comes twice the last one counts, list items add up.
     *
     * @throws ProtocolViolation if it is too long, no protobuf, or lacks key or signature
     */
    static Payload decode(byte[] encoded) throws ProtocolViolation {
        if (encoded.length > MAX_BYTES) {
            throw new ProtocolViolation("noise: a payload has at most " + MAX_BYTES + " bytes, this one " + encoded.length);
        }
        byte @Nullable [] key = null;
        byte @Nullable [] signature = null;
        List<String> muxers = new ArrayList<>();
        try {
            CodedInputStream in = CodedInputStream.newInstance(encoded);
            in.setRecursionLimit(MAX_DEPTH);
            for (int tag; (tag = in.readTag()) != 0;) {
                if (tag == bytes(IDENTITY_KEY)) {
                    key = in.readByteArray();
                } else if (tag == bytes(IDENTITY_SIGNATURE)) {
                    signature = in.readByteArray();
                } else if (tag == bytes(EXTENSIONS)) {
                    int outer = in.pushLimit(in.readRawVarint32());
                    readExtensions(in, muxers);
                    in.popLimit(outer);
                } else {
                    skip(in, tag);
                }
            }
        } catch (IOException e) {
            throw new ProtocolViolation("noise: the payload is malformed: " + e.getMessage(), e);
        }
        if (key == null || signature == null) {
            throw new ProtocolViolation("noise: the payload lacks the identity " + (key == null ? "key" : "signature"));
        }
        return new Payload(Bytes.copyOf(key), Bytes.copyOf(signature), muxers);
    }

    private static void readExtensions(CodedInputStream in, List<String> muxers) throws IOException {
        for (int tag; (tag = in.readTag()) != 0;) {
            if (tag == bytes(STREAM_MUXERS) && muxers.size() < MAX_MUXERS) {
                muxers.add(in.readString());
            } else {
                skip(in, tag);
            }
        }
    }

    private static void skip(CodedInputStream in, int tag) throws IOException {
        if (!in.skipField(tag)) {
            throw new ProtocolViolation("a group ends that did not begin");
        }
    }

    private byte[] extensions() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (String muxer : muxers) {
            out.writeString(STREAM_MUXERS, muxer);
        }
        out.flush();
        return bytes.toByteArray();
    }

    private static int bytes(int field) {
        return field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }
}
