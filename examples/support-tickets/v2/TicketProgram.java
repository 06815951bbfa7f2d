import io.loopai.program.Answer;
import io.loopai.program.Input;
import io.loopai.program.Program;

import java.util.HashMap;
import java.util.Map;

/**
 * Routes a support ticket by weighted phrases: every team collects points for the phrases that
 * speak for it, a phrase in the subject counts more than one in the body, and the confidence grows
 * with the distance between the first and the second team.
 *
 * <p>A phrase matches at the beginning of a word: "invoice" also finds "invoices". A phrase that
 * ends in a space matches whole words only.
 */
public final class TicketProgram implements Program {

    private static final double SUBJECT = 1.8;

    private final String[] teams = {"technical", "billing", "account", "shipping", "sales"};
    private final Map<String, Map<String, Double>> phrases = new HashMap<>();

    public TicketProgram() {
        add("billing", 3.0, "invoic", "refund", "charged", "vat ");
        add("billing", 3.0, "receipt", "overpaid", "credit note");
        add("billing", 3.0, "direct debit", "double charge", "chargeback", "reimburse", "iban");
        add("billing", 3.0, "bill ", "bills ", "billed", "billing", "charging");
        add("billing", 3.0, "payment failed", "late fee", "proof of purchase", "tax exempt");
        add("billing", 2.0, "payment", "debited", "statement", "credit card", "my card");
        add("billing", 2.0, "money back", "my money", "declined");
        add("billing", 2.0, "instalment", "reminder", "charge ");
        add("billing", 2.0, "prorat", "deposit", "deducted", "coupon");
        add("billing", 2.0, "paypal", "autopay", "gift card");
        add("billing", 2.0, "bank", "purchase order", "po number");
        add("billing", 2.0, "accountant", "bookkeep", "charges ");
        add("billing", 1.5, "cancelled", "subscriptions", "overdue");
        add("billing", 1.5, "renewal", "renew ", "price adjustment");
        add("billing", 1.0, "paid", "money", "tax ", "amount");
        add("billing", 1.0, "fee ", "auditor", "currency", "promo");

        add("technical", 3.0, "crash", "error", "bug", "firmware");
        add("technical", 3.0, "freezes", "offline", "exception");
        add("technical", 3.0, "not working", "stopped working", "doesnt work", "does not start");
        add("technical", 3.0, "timeout", "timed out", "http ");
        add("technical", 3.0, "webhook", "stack trace", "checksum");
        add("technical", 3.0, "bluetooth", "wi fi", "wifi", "pairing");
        add("technical", 3.0, "paired", "sync", "blank page");
        add("technical", 2.0, "slow", "stuck", "broken", "disconnect");
        add("technical", 2.0, "blinking", "beep", "reboot");
        add("technical", 2.0, "sensor", "battery", "app ", "update");
        add("technical", 2.0, "screen", "dashboard", "server");
        add("technical", 2.0, "api ", "sdk", "integration", "recogni");
        add("technical", 2.0, "detected", "usb", "endpoint", "logs ");
        add("technical", 2.0, "does not load", "doesn t load", "won t turn");
        add("technical", 2.0, "wont turn", "wont connect");
        add("technical", 2.0, "notification", "camera", "alarm", "reading");
        add("technical", 2.0, "import", "export", "upload");
        add("technical", 2.0, "no sound", "stutter", "lag", "automation");
        add("technical", 2.0, "schedule", "rule ", "signal");
        add("technical", 2.0, "went wrong", "what does", "no response");
        add("technical", 2.0, "not respon", "reset button");
        add("technical", 1.5, "hub", "device", "router", "network");
        add("technical", 1.5, "version", "reinstall", "restart");
        add("technical", 1.5, "installer", "install", "display", "android");
        add("technical", 1.5, "iphone", "ios ", "browser");
        add("technical", 1.0, "since", "fault", "button", "data ");
        add("technical", 1.0, "report", "settings", "connection");
        add("technical", 1.0, "works", "menu", "page", "phone");

        add("account", 3.0, "password", "log in", "login", "sign in");
        add("account", 3.0, "signed in", "logged out", "locked");
        add("account", 3.0, "2fa", "two factor", "2 step");
        add("account", 3.0, "two step", "authenticator", "my account");
        add("account", 3.0, "username", "user name", "sso ", "single sign");
        add("account", 3.0, "saml", "permission", "gdpr");
        add("account", 3.0, "delete my", "personal data", "unsubscribe");
        add("account", 3.0, "verification", "reactivate");
        add("account", 3.0, "invit", "profile", "still has access", "credentials");
        add("account", 2.0, "account", "access", "admin", "owner");
        add("account", 2.0, "role ", "rights", "users", "code ");
        add("account", 2.0, "email", "e mail address", "register");
        add("account", 2.0, "activation", "suspended", "session");
        add("account", 2.0, "member", "employee", "colleague", "consent", "newsletter", "captcha");
        add("account", 2.0, "personal information", "data you store", "forgot", "hacked", "pin ");
        add("account", 2.0, "legal name", "surname", "workspace", "organisation", "deactivat");
        add("account", 1.0, "user ", "my name", "team", "sms", "address", "security", "confirm");

        add("shipping", 3.0, "parcel", "package", "courier", "tracking", "delivered", "delivery");
        add("shipping", 3.0, "shipping", "shipped", "shipment");
        add("shipping", 3.0, "customs", "return label", "dispatch");
        add("shipping", 3.0, "where is my order", "order status", "my order");
        add("shipping", 3.0, "warehouse", "in transit");
        add("shipping", 2.5, "carrier", "pickup", "pick up", "picked up", "backorder", "pallet");
        add("shipping", 2.5, "exchange", "wrong item", "damaged", "return ", "deliver ", "ship ");
        add("shipping", 2.5, "import dut", "postage", "out for delivery", "freight", "collected");
        add("shipping", 2.0, "order ", "replacement", "arrived", "the box", "a box", "send back");
        add("shipping", 2.0, "sent back", "missing parts", "in stock now");
        add("shipping", 2.0, "packaging", "consignment");
        add("shipping", 1.5, "ordered", "orders", "received", "returned");
        add("shipping", 1.5, "driver", "truck", "po box");
        add("shipping", 1.0, "missing", "address", "neighbour", "arrive");
        add("shipping", 1.0, "sign for", "signature", "waited", "still nothing");

        add("sales", 3.0, "quote", "demo ", "pricing");
        add("sales", 3.0, "price list", "before i buy", "before we buy");
        add("sales", 3.0, "thinking of buying", "want to buy", "would buy");
        add("sales", 3.0, "to buy", "buying", "reseller");
        add("sales", 3.0, "partner program", "enterprise", "volume", "tender", "rfp", "proposal");
        add("sales", 3.0, "trial", "white label", "interested in");
        add("sales", 3.0, "case stud", "brochure", "trade fair");
        add("sales", 3.0, "how much is", "what does it cost", "would it cost", "offer", "sales");
        add("sales", 3.0, "compatible", "which plan", "free plan");
        add("sales", 3.0, "special price", "student discount");
        add("sales", 2.0, "discount", "price", "cost ", "costs ", "upgrade", "licence", "license");
        add("sales", 2.0, "compar", "switch from", "switching from", "recommend", "starter kit");
        add("sales", 2.0, "bundle", "available", "rent ", "contract", "procurement", "supplier");
        add("sales", 2.0, "pre order", "certified", "sample", "framework", "negotiate", "deal ");
        add("sales", 1.5, "we plan to", "planning", "we d like");
        add("sales", 1.5, "would like", "considering", "evaluat");
        add("sales", 1.0, "plan ", "buy ", "per unit", "term ", "talk to", "call me", "how many");
    }

    @Override
    public Answer answer(Input in) {
        String subject = words(in.text("subject"));
        String body = words(in.text("body"));
        String best = teams[0];
        double first = -1;
        double second = 0;
        for (String team : teams) {
            Map<String, Double> weights = phrases.get(team);
            double score = SUBJECT * score(subject, weights) + score(body, weights);
            if (score > first) {
                second = Math.max(first, 0);
                first = score;
                best = team;
            } else {
                second = Math.max(second, score);
            }
        }
        return Answer.of(best, confidence(first, second));
    }

    private void add(String team, double weight, String... texts) {
        Map<String, Double> weights = phrases.computeIfAbsent(team, name -> new HashMap<>());
        for (String text : texts) {
            weights.put(" " + text, weight);
        }
    }

    /** Lower case, every run of other characters one space, and a space at both ends. */
    private String words(String text) {
        StringBuilder words = new StringBuilder(text.length() + 2).append(' ');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                words.append(Character.toLowerCase(c));
            } else if (words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        }
        return words.append(' ').toString();
    }

    private double score(String text, Map<String, Double> weights) {
        double score = 0;
        for (Map.Entry<String, Double> phrase : weights.entrySet()) {
            if (text.contains(phrase.getKey())) {
                score += phrase.getValue();
            }
        }
        return score;
    }

    /** 0.3 when nothing matched or two teams are level, towards 0.98 with a clear lead. */
    private double confidence(double first, double second) {
        double lead = (first - second) / (first + 1.0);
        return Math.min(0.98, 0.3 + 0.8 * lead);
    }
}
