package io.loopai.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KnownNamesTest {

    @Test
    void shouldNameWhatWasNeverThereOnceThereAreEnoughRecords() {
        KnownNames few = KnownNames.of(100).plus(Map.of("ham", 60L, "spam", 39L), 99);
        KnownNames enough = few.plus(Map.of("ham", 1L), 1);

        assertThat(few.unseen(Set.of("scam"))).isEmpty();
        assertThat(enough.unseen(Set.of("scam", "joke", "ham"))).containsExactly("joke", "scam");
        assertThat(enough.plus(Map.of("scam", 1L), 1).unseen(Set.of("scam"))).isEmpty();
    }

    @Test
    void shouldNotBeSurprisedWhileNewNamesComeAllTheTime() {
        KnownNames known = KnownNames.of(100).plus(Map.of("a", 1_998L, "b", 1L, "c", 1L), 2_000);
        assertThat(known.unseen(Set.of("new"))).containsExactly("new");

        KnownNames more = known.plus(Map.of("d", 1L, "e", 1L), 2);

        assertThat(more.unseen(Set.of("new"))).isEmpty();
    }

    @Test
    void shouldTakeTooManyNamesForValues() {
        Map<String, Long> names = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            names.put("user-" + i, 10L);
        }
        KnownNames known = KnownNames.of(100).plus(names, 3_000);

        assertThat(known.counts()).hasSize(KnownNames.MOST);
        assertThat(known.unseen(Set.of("user-1000"))).isEmpty();
    }

    /** With a long tail of labels new ones come for ever; few of them are taken for a change. */
    @Test
    void shouldSeldomTakeARareNameForANewOne() {
        SplittableRandom random = new SplittableRandom(1);
        int runs = 20;
        int records = 2_000;
        int alarms = 0;
        for (int run = 0; run < runs; run++) {
            KnownNames known = KnownNames.of(100);
            for (int i = 0; i < records; i++) {
                String name = "l" + (int) Math.floor(1 / (random.nextDouble() + 0.01));
                alarms += known.unseen(Set.of(name)).size();
                known = known.plus(Map.of(name, 1L), 1);
            }
        }

        assertThat(alarms / (double) runs).isLessThan(1);
    }
}
