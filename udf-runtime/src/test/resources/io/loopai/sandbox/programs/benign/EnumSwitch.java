import io.loopai.program.*;

public final class EnumSwitch implements Program {
    enum Level {
        INFO("i"),
        WARN("w") {
            @Override
            String label() {
                return "!";
            }
        };

        private final String label;

        Level(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    public Answer answer(Input in) {
        Level level = Level.valueOf("WARN");
        switch (level) {
            case INFO:
                return Answer.of("info");
            case WARN:
                return Answer.of("warn " + Level.values().length + level.label());
            default:
                return Answer.abstain();
        }
    }
}
