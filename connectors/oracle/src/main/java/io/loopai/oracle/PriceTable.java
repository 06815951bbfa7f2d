package io.loopai.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What models cost, in USD per million tokens.
 *
 * <pre>{@code
 * // prices.json: {"my-model": {"input": 0.5, "output": 1.5}}
 * PriceTable prices = PriceTable.standard().with(Path.of("prices.json"));
 * prices.of("my-model").of(10_000, 2_000);   // 0.008
 * }</pre>
 *
 * <p>The standard table holds list prices, which change: what a user's file says goes before it. A
 * version of a model that ends in a date costs what the model does. A model that is in neither is
 * taken to be as expensive as the most expensive one, so that no budget is exceeded.
 */
public final class PriceTable {

    private static final String RESOURCE = "prices.json";
    private static final Pattern DATE = Pattern.compile("-\\d{4}-?\\d{2}-?\\d{2}$");

    private final Map<String, Price> prices;

    private PriceTable(Map<String, Price> prices) {
        this.prices = prices;
    }

    /** List prices of widely used models. */
    public static PriceTable standard() {
        try (InputStream in = PriceTable.class.getResourceAsStream(RESOURCE)) {
            return new PriceTable(parse(in.readAllBytes(), RESOURCE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same table with the prices of a JSON file, which go before those here.
     *
     * @throws LlmException when the file cannot be read or is no price table
     */
    public PriceTable with(Path file) {
        Map<String, Price> all = new TreeMap<>(prices);
        try {
            all.putAll(parse(Files.readAllBytes(file), file.toString()));
        } catch (NoSuchFileException e) {
            throw invalid(file + ": no such file; name a file such as " + EXAMPLE);
        } catch (IOException e) {
            throw invalid(file + ": cannot be read; check its owner and mode");
        }
        return new PriceTable(all);
    }

    private static final String EXAMPLE = "{\"my-model\": {\"input\": 0.5, \"output\": 1.5}}";

    /** Whether the table knows the model, with or without a date at its end. */
    public boolean knows(String model) {
        return find(model) != null;
    }

    /** The model's price; the highest of all where the table does not know the model. */
    public Price of(String model) {
        Price price = find(model);
        return price != null ? price : highest();
    }

    /** Says that a model is counted at the highest price, and what to do; for people to read. */
    public String unknown(String model) {
        Price highest = highest();
        return "the price of model '"
                + model
                + "' is not known; its tokens are counted at the highest price of the table, "
                + CostBudget.usd(highest.input())
                + " USD per million in and "
                + CostBudget.usd(highest.output())
                + " out; put its price into a file such as {\""
                + model
                + "\": {\"input\": 0.5, \"output\": 1.5}}";
    }

    private Price find(String model) {
        Price price = prices.get(model);
        return price != null ? price : prices.get(DATE.matcher(model).replaceFirst(""));
    }

    private Price highest() {
        return new Price(
                prices.values().stream().mapToDouble(Price::input).max().orElseThrow(),
                prices.values().stream().mapToDouble(Price::output).max().orElseThrow());
    }

    private static Map<String, Price> parse(byte[] json, String origin) {
        JsonNode table;
        try {
            table = Json.MAPPER.readTree(json);
        } catch (IOException e) {
            throw invalid(origin + ": is no JSON; write prices such as " + EXAMPLE);
        }
        if (!table.isObject()) {
            throw invalid(origin + ": must be an object such as " + EXAMPLE);
        }
        Map<String, Price> prices = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : table.properties()) {
            String where = origin + ": " + entry.getKey() + ": ";
            prices.put(
                    entry.getKey(),
                    new Price(
                            dollars(entry.getValue(), "input", where),
                            dollars(entry.getValue(), "output", where)));
        }
        return prices;
    }

    private static double dollars(JsonNode price, String field, String where) {
        JsonNode value = price.path(field);
        if (!value.isNumber() || value.doubleValue() < 0) {
            throw invalid(
                    where
                            + "'"
                            + field
                            + "' must be a number of USD per million tokens, 0 or more");
        }
        return value.doubleValue();
    }

    private static LlmException invalid(String message) {
        return new LlmException(LlmException.Reason.SETTINGS, message);
    }
}
