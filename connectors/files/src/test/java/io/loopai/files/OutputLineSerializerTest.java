package io.loopai.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.engine.Envelope;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.testutils.DeeplyEqualsChecker;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonDifferenceCalculator;
import org.junit.jupiter.api.Test;

/** What Flink demands of every serializer. */
class OutputLineSerializerTest extends SerializerTestBase<OutputLine> {

    OutputLineSerializerTest() {
        super(
                new DeeplyEqualsChecker()
                        .withCustomCheck(
                                (a, b) -> a instanceof OutputLine && b instanceof OutputLine,
                                (a, b, checker) -> same((OutputLine) a, (OutputLine) b)));
    }

    private static boolean same(OutputLine a, OutputLine b) {
        return a.bucket().equals(b.bucket())
                && Arrays.equals(a.line(), b.line())
                && sameEnvelope(a.envelope(), b.envelope());
    }

    private static boolean sameEnvelope(Envelope a, Envelope b) {
        RecursiveComparisonConfiguration fields =
                RecursiveComparisonConfiguration.builder().build();
        return new RecursiveComparisonDifferenceCalculator()
                .determineDifferences(a, b, fields)
                .isEmpty();
    }

    @Test
    void shouldBeFoundByFlinkItself() {
        assertThat(TypeInformation.of(OutputLine.class).createSerializer(null))
                .isInstanceOf(OutputLineSerializer.class);
    }

    @Override
    protected TypeSerializer<OutputLine> createSerializer() {
        return new OutputLineSerializer();
    }

    @Override
    protected int getLength() {
        return -1;
    }

    @Override
    protected Class<OutputLine> getTypeClass() {
        return OutputLine.class;
    }

    @Override
    protected OutputLine[] getTestData() {
        return new OutputLine[] {
            new OutputLine("spam/executions/date=2026-01-31", "{}".getBytes()),
            new OutputLine("", new byte[0]),
            new OutputLine("", new byte[20_000]),
            new OutputLine("r", "{}".getBytes(), Envelope.EMPTY),
            new OutputLine(
                    "r",
                    "{}".getBytes(),
                    new Envelope(
                            new byte[0],
                            List.of(
                                    new Envelope.Header("traceparent", "00-ab".getBytes()),
                                    new Envelope.Header("é".repeat(70_000), null)))),
        };
    }
}
