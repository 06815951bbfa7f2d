package io.loopai.benchmarks;

/** The keyword program with one more rule, which fails on some requests: in one way or in none. */
enum Failing {
    /** The same rule, but it answers: what the others are compared with. */
    NOT("no failure", "00)", "return Answer.of(\"technical\", 0.1);"),
    THROWS("throws an exception", "00)", "throw new IllegalStateException(\"no rule for it\");"),
    MISSES_A_FIELD("asks for a missing field", "00)", "return Answer.of(in.text(\"subject\"));"),
    ANSWERS_WRONGLY("answers against the schema", "00)", "return Answer.of(\"nobody\");"),
    RECURSES("recurses without end", "00)", "return answer(in);"),
    /** Takes all of its 20 million steps, so it fails on few. */
    LOOPS("loops without end", "0000)", "while (true) {}");

    private static final String FIRST_LINE = "String text = in.text(\"text\").toLowerCase();";

    private final String what;
    private final String ending;
    private final String statement;

    /**
     * @param ending of the requests' texts to fail on; they end in a number of six digits
     */
    Failing(String what, String ending, String statement) {
        this.what = what;
        this.ending = ending;
        this.statement = statement;
    }

    String what() {
        return what;
    }

    /** How many of that many requests the program fails on. */
    int failures(int records) {
        int failures = 0;
        for (int i = 0; i < records && this != NOT; i++) {
            failures += Workload.request(i).endsWith(ending + "\"}}") ? 1 : 0;
        }
        return failures;
    }

    String source() {
        String rule = "if (text.endsWith(\"" + ending + "\")) { " + statement + " }";
        return Workload.programSource().replace(FIRST_LINE, FIRST_LINE + "\n        " + rule);
    }
}
