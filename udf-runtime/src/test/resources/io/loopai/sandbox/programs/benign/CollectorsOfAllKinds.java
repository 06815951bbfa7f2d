import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class CollectorsOfAllKinds implements Program {
    @Override
    public Answer answer(Input in) {
        List<String> words = List.of("a", "bb", "cc", "ddd");
        Map<Boolean, Long> parts = words.stream().collect(Collectors.partitioningBy(w -> w.length() > 1, Collectors.counting()));
        Map<Integer, Set<String>> sets = words.stream().collect(Collectors.groupingBy(String::length, TreeMap::new, Collectors.mapping(String::toUpperCase, Collectors.toCollection(TreeSet::new))));
        Map<String, Integer> lengths = words.stream().collect(Collectors.toMap(Function.identity(), String::length, (a, b) -> a, LinkedHashMap::new));
        double mean = words.stream().collect(Collectors.averagingInt(String::length));
        IntSummaryStatistics stats = words.stream().mapToInt(String::length).summaryStatistics();
        String top = lengths.entrySet().stream().max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey())).map(Map.Entry::getKey).orElseThrow();
        return Answer.of(parts + " " + sets + " " + lengths + " " + mean + " " + stats.getMax() + " " + top);
    }
}
