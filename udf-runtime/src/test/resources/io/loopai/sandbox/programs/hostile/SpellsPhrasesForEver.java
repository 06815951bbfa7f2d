import io.loopai.program.*;
import io.loopai.program.text.PhraseSet;

public final class SpellsPhrasesForEver implements Program {
    public Answer answer(Input in) {
        String[] phrases = new String[10_000];
        java.util.Arrays.fill(phrases, "a".repeat(1_000));
        return Answer.of(PhraseSet.of(phrases).size());
    }
}
