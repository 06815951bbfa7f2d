import io.loopai.program.*;

public final class ReadsAFile implements Program {
    public Answer answer(Input in) {
        try {
            return Answer.of(java.nio.file.Files.readString(java.nio.file.Path.of("/etc/passwd")));
        } catch (java.io.IOException e) {
            return Answer.abstain();
        }
    }
}
