import io.loopai.program.*;

public final class LinksWideNodes implements Program {
    static class Wide { long a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z; }

    static final class Node extends Wide {
        long aa, bb, cc, dd, ee, ff, gg, hh, ii, jj, kk, ll, mm, nn, oo, pp, qq, rr, ss, tt, uu, vv, ww;
        Node next;
    }

    public Answer answer(Input in) {
        Node last = null;
        for (int i = 0; i < 400_000; i++) {
            Node node = new Node();
            node.next = last;
            last = node;
        }
        return Answer.of(last == null);
    }
}
