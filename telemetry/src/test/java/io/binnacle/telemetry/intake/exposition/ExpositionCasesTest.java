package io.binnacle.telemetry.intake.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExpositionCasesTest {

    private static final String BREAKING = " \n\t#{}\",=\\0e+.aN_\u00ff";
    private static final Pattern HEAD = Pattern.compile("(\\w+) (accepted|refused)(?: (\\d+):(\\d+) (.*))?");

    /** One of {@code cases.txt}; its text begins with the head line. */
    record Case(String head, String body) {

        @Override
        public String toString() {
            return head + "\n" + body;
        }
    }

    static Stream<Case> cases() throws IOException {
        String all;
        try (InputStream in = Objects.requireNonNull(ExpositionCasesTest.class.getResourceAsStream("cases.txt"))) {
            all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        return Stream.of(all.split("(?m)^=== ")).skip(1).map(text -> {
            int line = text.indexOf('\n');
            return new Case(text.substring(0, line), text.substring(line + 1).stripTrailing());
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isAcceptedOrRefusedAsItSays(Case one) {
        Matcher head = HEAD.matcher(one.head());
        assertThat(head.matches()).as(one.head()).isTrue();
        ExpositionFormat format = ExpositionFormat.valueOf(head.group(1));
        String[] parts = one.body().split("\n---\n", 2);
        String text = parts[0].endsWith("\\") ? parts[0].substring(0, parts[0].length() - 1) : parts[0] + "\n";
        RecordedExposition told = new RecordedExposition();
        if (head.group(2).equals("accepted")) {
            format.read(text.getBytes(StandardCharsets.UTF_8), told);
            assertThat(String.join("\n", told.told())).isEqualTo(parts[1]);
            return;
        }
        ExpositionError error = catchThrowableOfType(ExpositionError.class,
                () -> format.read(text.getBytes(StandardCharsets.UTF_8), told));
        assertThat(error).as("refused").isNotNull();
        assertThat(error.line() + ":" + error.column() + " " + error.violations().getFirst().expected())
                .isEqualTo(head.group(3) + ":" + head.group(4) + " " + head.group(5));
        assertThat(told.told()).doesNotContain("end");
    }

    @Test
    void theFormatIsToldByTheEndMark() {
        assertThat(of("up 1\n# EOF\n")).isEqualTo(ExpositionFormat.OPENMETRICS);
        assertThat(of("# EOF")).isEqualTo(ExpositionFormat.OPENMETRICS);
        assertThat(of("up 1\n")).isEqualTo(ExpositionFormat.PROMETHEUS);
        assertThat(of("up 1 # EOF\n")).isEqualTo(ExpositionFormat.PROMETHEUS);
        assertThat(of("")).isEqualTo(ExpositionFormat.OPENMETRICS);
    }

    private static ExpositionFormat of(String text) {
        return ExpositionFormat.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedWhereTheyStand() {
        byte[] text = "up 1\nx{a=\"?\"} 1\n".getBytes(StandardCharsets.UTF_8);
        text[10] = (byte) 0xff;
        for (ExpositionFormat format : ExpositionFormat.values()) {
            ExpositionError error = catchThrowableOfType(ExpositionError.class,
                    () -> format.read(text, new RecordedExposition()));
            assertThat(error.line()).isEqualTo(2);
            assertThat(error.column()).isEqualTo(6);
        }
    }

    /** Whatever the bytes: an answer or an ExpositionError within the text. */
    @Test
    void nothingElseComesOfBrokenTexts() throws IOException {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        System.out.println("fuzz seed of ExpositionCasesTest: -Dfuzz.seed=" + seed);
        Random random = new Random(seed);
        List<Case> cases = cases().toList();
        for (int round = 0; round < 20_000; round++) {
            byte[] text = cases.get(random.nextInt(cases.size())).body().getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(4); i >= 0; i--) {
                text[random.nextInt(text.length)] = (byte) BREAKING.charAt(random.nextInt(BREAKING.length()));
            }
            for (ExpositionFormat format : ExpositionFormat.values()) {
                try {
                    format.read(text, new RecordedExposition());
                } catch (ExpositionError e) {
                    assertThat(e.line()).as("seed " + seed).isBetween(1, 1 + (int) count(text));
                    assertThat(e.column()).as("seed " + seed).isPositive();
                }
            }
        }
    }

    private static long count(byte[] text) {
        long feeds = 0;
        for (byte b : text) {
            feeds += b == '\n' ? 1 : 0;
        }
        return feeds + 1;
    }
}
