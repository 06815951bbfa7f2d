package io.loopai.generator.llm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyCodeTest {

    private static final String CODE =
            "import io.loopai.program.*;\n\npublic final class A implements Program {\n}";

    private static final String FENCE = "```";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```java\nCODE\n```",
                "```\nCODE\n```",
                "Here it is:\n\n```Java 17\nCODE\n```\nIt looks at words.",
                "~~~java\nCODE\n~~~",
                "CODE",
                "Here it is:\nCODE\n\nIt looks at words.",
                "```java\nint x = 1;\n```\nand whole:\n```java\nCODE\n```\nCall it with\n```java\na.answer(in);\n```",
                "First:\n```java\nclass Old implements Program {}\n```\nBetter:\n```java\nCODE\n```",
                "```java\nCODE"
            })
    void shouldFindTheClass(String reply) {
        ReplyCode code = ReplyCode.in(reply.replace("CODE", CODE));

        assertThat(code.source()).isEqualTo(CODE);
        assertThat(code.complete()).isTrue();
    }

    @Test
    void shouldKeepAPackageOfItsOwn() {
        String source = "package my.own;\n" + CODE;

        assertThat(ReplyCode.in(FENCE + "java\r\n" + source + "\r\n" + FENCE).source())
                .isEqualTo(source);
        assertThat(ReplyCode.in(source).source()).isEqualTo(source);
    }

    @Test
    void shouldSeeThatTheClassBreaksOff() {
        String cut = CODE.substring(0, CODE.length() - 1) + "  void f() {";

        assertThat(ReplyCode.in("```java\n" + cut)).isEqualTo(new ReplyCode(cut, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "I cannot do that.", "```json\n{}\n```", "implements Program"})
    void shouldFindNothing(String reply) {
        assertThat(ReplyCode.in(reply)).isEqualTo(new ReplyCode(null, false));
    }
}
