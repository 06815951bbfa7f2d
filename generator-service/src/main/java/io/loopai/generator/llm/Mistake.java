package io.loopai.generator.llm;

import io.loopai.generator.LabelledRow;
import io.loopai.generator.ProgramTrial.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row that a program got wrong. */
record Mistake(LabelledRow row, Outcome outcome) {

    /**
     * Those that tell most: of each kind of confusion, the frequent ones first, in turn the one that
     * the program was surest of.
     */
    static List<Mistake> mostInformative(List<Mistake> all, int most) {
        Map<String, List<Mistake>> kinds = new LinkedHashMap<>();
        for (Mistake mistake : all) {
            kinds.computeIfAbsent(mistake.kind(), kind -> new ArrayList<>()).add(mistake);
        }
        List<List<Mistake>> frequent = new ArrayList<>(kinds.values());
        frequent.sort(Comparator.comparingInt((List<Mistake> kind) -> kind.size()).reversed());
        frequent.forEach(
                kind ->
                        kind.sort(
                                Comparator.comparingDouble(
                                        (Mistake m) -> -m.outcome.confidence())));
        List<Mistake> chosen = new ArrayList<>();
        for (int turn = 0; chosen.size() < Math.min(most, all.size()); turn++) {
            for (List<Mistake> kind : frequent) {
                if (turn < kind.size() && chosen.size() < most) {
                    chosen.add(kind.get(turn));
                }
            }
        }
        return chosen;
    }

    private String kind() {
        String was = outcome.output() != null ? outcome.output().toString() : "";
        return row.output() + " " + was + (outcome.error() != null ? "error" : "");
    }
}
