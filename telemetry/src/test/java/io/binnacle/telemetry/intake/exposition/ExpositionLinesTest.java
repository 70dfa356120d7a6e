package io.binnacle.telemetry.intake.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

import io.binnacle.testkit.Fuzz;
import org.junit.jupiter.api.Test;

/** What the strict readers take is read here, too, and means the same; whatever is known before. */
class ExpositionLinesTest {

    private static final String BREAKING = " \n\t#{}\",=\\0e+.aN_";

    /** Keeps what it is told; expects the lines of the text that it was made for. */
    private static final class Recording implements ExpositionLines.Reader {

        private final ExpositionFormat format;
        private final List<byte[]> known;
        private final List<byte[]> told = new ArrayList<>();
        private final List<ExpositionSample> samples = new ArrayList<>();
        private ExpositionSeries series = new ExpositionSeries("", List.of());
        private int line;

        Recording(ExpositionFormat format, List<byte[]> known) {
            this.format = format;
            this.known = known;
        }

        @Override
        public int expected(byte[] text, int at, int size) {
            for (byte[] one : known) {
                if (at + one.length <= size && Arrays.equals(one, 0, one.length, text, at, at + one.length)) {
                    return one.length;
                }
            }
            return 0;
        }

        @Override
        public void comment(byte[] text, int from, int to, int line) {
            told.add(Arrays.copyOfRange(text, from, to));
            FamilyLine.parse(ExpositionLines.string(text, from, to, line), format, line);
        }

        @Override
        public void series(byte[] text, int from, int to, int number) {
            told.add(Arrays.copyOfRange(text, from, to));
            series = ExpositionLines.series(format, text, from, to, number);
            line = number;
        }

        @Override
        public void sample(double value, long timestampMillis) {
            double time = timestampMillis == ExpositionLines.NO_TIMESTAMP ? Double.NaN : timestampMillis;
            samples.add(new ExpositionSample(series.name(), series.labels(), value, time, null, line));
        }

        @Override
        public void exemplar(ExpositionSample.Exemplar exemplar) {
            ExpositionSample last = samples.removeLast();
            samples.add(new ExpositionSample(last.name(), last.labels(), last.value(), last.timestampMillis(),
                    exemplar, last.line()));
        }
    }

    private static List<ExpositionSample> strict(ExpositionFormat format, byte[] text) {
        List<ExpositionSample> samples = new ArrayList<>();
        format.read(text, new RecordedExposition() {
            @Override
            public void sample(ExpositionSample sample) {
                double time = sample.timestampMillis();
                samples.add(new ExpositionSample(sample.name(), sample.labels(), sample.value(),
                        Double.isNaN(time) ? time : (long) time, sample.exemplar(), sample.line()));
            }
        });
        return samples;
    }

    private static void check(ExpositionFormat format, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<ExpositionSample> expected;
        try {
            expected = strict(format, bytes);
        } catch (ExpositionError e) {
            return;
        }
        Recording first = new Recording(format, List.of());
        assertThatCode(() -> ExpositionLines.read(format, bytes, bytes.length, first)).as(text)
                .doesNotThrowAnyException();
        assertThat(first.samples).as(text).isEqualTo(expected);
        Recording second = new Recording(format, first.told);
        ExpositionLines.read(format, bytes, bytes.length, second);
        assertThat(second.samples).as(text).isEqualTo(expected);
    }

    private static List<String> texts(ExpositionFormat format) throws IOException {
        return ExpositionCasesTest.cases().filter(one -> one.head().startsWith(format.name()))
                .map(one -> one.body().split("\n---\n", 2)[0] + "\n").toList();
    }

    @Test
    void whatTheStrictReadersTakeMeansTheSame() throws IOException {
        for (ExpositionFormat format : ExpositionFormat.values()) {
            assertThat(texts(format)).isNotEmpty().allSatisfy(text -> check(format, text));
        }
    }

    @Test
    void aFamilyWithBlanksBehindItSaysNothing() {
        check(ExpositionFormat.PROMETHEUS, "up 1\n# TYPE up \n# HELP up\t \n#\n# TYPE\t\n");
    }

    @Test
    void brokenTextsMeanTheSameOrAreRefused() throws IOException {
        RandomGenerator random = Fuzz.random();
        for (ExpositionFormat format : ExpositionFormat.values()) {
            List<String> texts = texts(format);
            for (int i = 0; i < 20_000; i++) {
                StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
                for (int changes = random.nextInt(4); changes >= 0 && !text.isEmpty(); changes--) {
                    int at = random.nextInt(text.length());
                    text.setCharAt(at, BREAKING.charAt(random.nextInt(BREAKING.length())));
                }
                check(format, text.toString());
                byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
                try {
                    ExpositionLines.read(format, bytes, bytes.length, new Recording(format, List.of()));
                } catch (ExpositionError e) {
                    assertThat(e.line()).isPositive();
                }
            }
        }
    }

    @Test
    void numbersAreThoseOfJava() {
        RandomGenerator random = Fuzz.random();
        List<String> numbers = new ArrayList<>(List.of("0", "-0", "1", "-1.5", "1e3", "1.7e+09", "5e-324", "1e400",
                "123456789012345678901", "9007199254740993", "0.1", "1e22", "1e23", ".5", "5.", "1.E5"));
        for (int i = 0; i < 100_000; i++) {
            numbers.add(Double.toString(Double.longBitsToDouble(random.nextLong())).replace("Infinity", "Inf"));
            numbers.add(random.nextInt(1_000_000) + "." + random.nextInt(100_000));
            numbers.add(random.nextLong() + "e" + (random.nextInt(60) - 30));
        }
        for (String number : numbers) {
            byte[] bytes = ("x" + number + "x").getBytes(StandardCharsets.UTF_8);
            assertThat(DecimalBytes.parse(bytes, 1, bytes.length - 1)).as(number).isEqualTo(NumberText.parse(number));
        }
        for (String wrong : List.of("", "-", ".", "e5", "1e", "1e+", "0x10", "1_0", "1d", "--1", "1.2.3", "Infx")) {
            byte[] bytes = wrong.getBytes(StandardCharsets.UTF_8);
            assertThat(DecimalBytes.parse(bytes, 0, bytes.length)).as(wrong).isEmpty();
        }
    }
}
