package io.loopai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RecentCallsTest {

    private final RecentCalls calls = new RecentCalls();

    @Test
    void shouldSayNothingBeforeTwoHundredCalls() {
        add(199, "no");
        assertThat(calls.failTooOften()).isFalse();

        add(1, null);

        assertThat(calls.failTooOften()).isTrue();
    }

    @Test
    void shouldAcceptAFifthAndNotMore() {
        add(160, null);
        add(40, "no");
        assertThat(calls.failTooOften()).isFalse();

        add(1, "no");

        assertThat(calls.failTooOften()).isTrue();
    }

    @Test
    void shouldForgetWhatIsAThousandCallsAgo() {
        add(1_000, "no");

        add(800, null);

        assertThat(calls.calls()).isEqualTo(1_000);
        assertThat(calls.failures()).isEqualTo(200);
        assertThat(calls.failTooOften()).isFalse();
    }

    @Property(tries = 50)
    void shouldCountTheLastThousand(@ForAll @Size(max = 3_000) List<Boolean> failed) {
        RecentCalls recent = new RecentCalls();
        failed.forEach(each -> recent.add(each ? "no" : null));

        List<Boolean> last = failed.subList(Math.max(0, failed.size() - 1_000), failed.size());
        assertThat(recent.calls()).isEqualTo(last.size());
        assertThat(recent.failures()).isEqualTo((int) last.stream().filter(each -> each).count());
    }

    @Test
    void shouldNameWhatFailuresHaveInCommonWithoutTheRecordsWords() {
        assertThat(calls.reason()).isNull();
        calls.add("fuel: more than 20000000 steps");
        calls.add("NumberFormatException: For input string: \"Ann\" at line 7");
        calls.add("NumberFormatException: For input string: \"Bob\" at line 7");
        calls.add("NumberFormatException: For input string: \"Eve\" at line 9");

        assertThat(calls.reason()).isEqualTo("NumberFormatException at line 7");

        add(100, "input field 'age' is missing");
        assertThat(calls.reason()).isEqualTo("input field 'age' is missing");
    }

    private void add(int count, String error) {
        for (int i = 0; i < count; i++) {
            calls.add(error);
        }
    }
}
