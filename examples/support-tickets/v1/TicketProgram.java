import io.loopai.program.Answer;
import io.loopai.program.Input;
import io.loopai.program.Program;

/** Routes a support ticket by the first keyword list that has a word in it. */
public final class TicketProgram implements Program {

    private final String[] BILLING = {
        "invoice", "refund", "charge", "payment", "bill", "money", "receipt", "tax"
    };
    private final String[] SHIPPING = {
        "parcel", "package", "delivery", "deliver", "tracking", "courier", "order", "return"
    };
    private final String[] ACCOUNT = {
        "password", "login", "log in", "account", "email", "user", "access", "sign in"
    };
    private final String[] SALES = {
        "price", "quote", "demo", "discount", "trial", "offer", "buy", "cost"
    };

    @Override
    public Answer answer(Input in) {
        String text = (in.text("subject") + " " + in.text("body")).toLowerCase();
        if (containsAny(text, BILLING)) {
            return Answer.of("billing", 0.8);
        }
        if (containsAny(text, SHIPPING)) {
            return Answer.of("shipping", 0.8);
        }
        if (containsAny(text, ACCOUNT)) {
            return Answer.of("account", 0.8);
        }
        if (containsAny(text, SALES)) {
            return Answer.of("sales", 0.8);
        }
        return Answer.of("technical", 0.6);
    }

    private boolean containsAny(String text, String[] words) {
        for (String word : words) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
