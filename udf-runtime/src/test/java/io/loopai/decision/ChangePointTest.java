package io.loopai.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangePointTest {

    @Test
    void shouldFindWhereErrorsBecameFrequent() {
        List<ChangePoint.Trial> trials = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            boolean wrong = i < 70 ? i % 20 == 3 : i % 3 != 0;
            trials.add(new ChangePoint.Trial(10 * i, wrong));
        }

        assertThat(ChangePoint.of(trials)).isBetween(690L, 720L);
        assertThat(ChangePoint.of(List.of())).isZero();
    }
}
