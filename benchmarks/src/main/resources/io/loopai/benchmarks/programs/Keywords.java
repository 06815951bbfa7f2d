import io.loopai.program.*;

public final class Keywords implements Program {

    private static final String[] SHIPPING = {
        "parcel", "courier", "delivery", "tracking", "shipment", "postman", "doorstep", "left with"
    };

    public Answer answer(Input in) {
        String text = in.text("text").toLowerCase();
        if (text.contains("invoice")
                || text.contains("refund")
                || text.contains("charged")
                || text.contains("payment")
                || text.contains("credit card")
                || text.contains("billed")) {
            return Answer.of("billing", 0.9);
        }
        int shipping = 0;
        for (String word : SHIPPING) {
            if (text.contains(word)) {
                shipping++;
            }
        }
        if (shipping > 0) {
            return Answer.of("shipping", Math.min(0.99, 0.7 + 0.1 * shipping));
        }
        boolean locked = text.contains("password") || text.contains("log in");
        if (locked || text.contains("username") || text.contains("two-factor")) {
            return Answer.of("account", locked ? 0.95 : 0.8);
        }
        if (text.contains("price")
                || text.contains("quote")
                || text.contains("discount")
                || text.contains("trial")
                || text.contains("upgrade")
                || text.contains("licence")) {
            return Answer.of("sales", 0.8);
        }
        if (text.startsWith("why") || text.endsWith("?") || text.indexOf("crash") >= 0) {
            return Answer.of("technical", 0.7);
        }
        return Answer.of("technical", 0.6);
    }
}
