package io.loopai.decision;

import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * The hashes that decide which version answers a request and which executions are sampled: stable
 * over machines and restarts, and independent for different salts.
 *
 * <p>MurmurHash3, 32 bits, little-endian (Appleby 2011). The salt's own hash is the seed.
 */
public final class Hashing {

    private static final int BUCKETS = 10_000;
    private static final double TWO_TO_32 = 4294967296.0;

    private Hashing() {}

    /** What {@link #bucket} and {@link #unit} take for a salt. */
    public static int seed(String salt) {
        return murmur3(salt, 0);
    }

    /** A bucket in [0, 10,000) for the id: {@code murmur3_32(seed, id) mod 10_000}. */
    public static int bucket(int seed, String id) {
        return Integer.remainderUnsigned(murmur3(id, seed), BUCKETS);
    }

    /** Whether the id falls into the first {@code share} (a probability) of the buckets. */
    public static boolean inShare(int seed, String id, double share) {
        return bucket(seed, id) < share * BUCKETS;
    }

    /** A number in [0, 1) for the id, in steps of 2⁻³². */
    public static double unit(int seed, String id) {
        return unit(seed, id.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for the id's UTF-8 bytes, where several hashes of it are needed. */
    public static double unit(int seed, byte[] id) {
        return Integer.toUnsignedLong(MurmurHash3.hash32x86(id, 0, id.length, seed)) / TWO_TO_32;
    }

    private static int murmur3(String text, int seed) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return MurmurHash3.hash32x86(bytes, 0, bytes.length, seed);
    }
}
