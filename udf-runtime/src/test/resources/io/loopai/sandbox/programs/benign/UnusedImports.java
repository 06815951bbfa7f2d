import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import java.io.*;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.concurrent.*;
import java.util.regex.Pattern;

public final class UnusedImports implements Program {
    @Override
    public Answer answer(Input in) {
        return Answer.of("fine");
    }
}
