package io.loopai.features;

/** Hashes that are the same on every machine. */
final class Hash {

    /** Of FNV-1a: a text with one unit more has the hash {@code (hash ^ unit) * FACTOR}. */
    static final int FACTOR = 0x01000193;

    /** The same for hashes of 64 bits, whose lower half is the hash of 32. */
    static final long LONG_FACTOR = 0x9E37_79B1_0100_0193L;

    /** Of a text without characters. */
    static final int EMPTY = 0x811c9dc5;

    private static final int SHIFT = 32 - 18;

    private Hash() {}

    /** FNV-1a over UTF-16 units. */
    static int of(String text) {
        int hash = EMPTY;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FACTOR;
        }
        return hash;
    }

    static int mix(int hash, int more) {
        return spread(hash * 31 + more);
    }

    /** One of 64 bits with this lower half: what differs a little below differs much above. */
    static long lengthened(int hash) {
        return (long) mix(hash, 1) << Integer.SIZE | hash & 0xffff_ffffL;
    }

    /** Fibonacci hashing (Knuth, TAOCP 3, 6.4): the upper bits depend on all others. */
    static int bucket(int hash) {
        return hash * 0x9E3779B1 >>> SHIFT;
    }

    /** The finaliser of MurmurHash3 (Appleby, public domain). */
    private static int spread(int hash) {
        int h = hash;
        h ^= h >>> 16;
        h *= 0x85ebca6b;
        h ^= h >>> 13;
        h *= 0xc2b2ae35;
        return h ^ h >>> 16;
    }
}
