package io.loopai.generator.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class AccuracyPlotTest {

    @Test
    void shouldDrawVersionsTargetAndAxes() throws Exception {
        boolean[] right = new boolean[1_000];
        Arrays.fill(right, 300, 1_000, true);
        BacktestResult.Made live =
                new BacktestResult.Made(2, 290, "drift", 20, 0.9, true, "duels", 300, 1);
        BacktestResult.Made kept =
                new BacktestResult.Made(3, 500, "drift", 30, 0.9, false, "worse", null, 1);

        String svg = AccuracyPlot.svg("a<b & c", right, List.of(live, kept), 0.95);

        assertThat(svg).contains(">a&lt;b &amp; c: accuracy, mean of the last 50 records</text>");
        assertThat(svg).contains(">v2</text>", ">target 95%</text>", ">1,000</text>", ">0%</text>");
        assertThat(svg).doesNotContain(">v3</text>");
        Document document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        String[] points =
                document.getElementsByTagName("polyline")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("points")
                        .getTextContent()
                        .split(" ");
        // Nothing right at first: at the bottom; all right at the end: at the top.
        assertThat(points[0]).endsWith(",370.0");
        assertThat(points[points.length - 1]).isEqualTo("880.0,60.0");
    }

    @Test
    void shouldDrawASingleRecord() {
        assertThat(AccuracyPlot.svg("one", new boolean[] {true}, List.of(), 0.9))
                .contains("points=\"880.0,60.0\"");
    }
}
