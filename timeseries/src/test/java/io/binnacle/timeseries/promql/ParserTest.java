package io.binnacle.timeseries.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ParserTest {

    private static Expression parse(String query) {
        return Parser.parse(query, PromqlFeatures.ofTestScripts());
    }

    static Stream<Arguments> printed() {
        return Stream.of(
                Arguments.of("1+2*3^2^1", "1 + 2 * 3 ^ 2 ^ 1"),
                Arguments.of("-1", "-1"),
                Arguments.of("- foo ^ 2", "-foo ^ 2"),
                Arguments.of("0x1F + 1e3 + Inf - nan", "31 + 1000 + +Inf - NaN"),
                Arguments.of("1000000 * 0.00001", "1e+06 * 1e-05"),
                Arguments.of("90m", "1h30m"),
                Arguments.of("foo", "foo"),
                Arguments.of("foo{}", "foo"),
                Arguments.of("foo{a='b', c=~`d.*`,e!=\"\"}", "foo{a=\"b\",c=~\"d.*\",e!=\"\"}"),
                Arguments.of("{\"my metric\", \"my label\"=\"x\"}", "{\"my metric\",\"my label\"=\"x\"}"),
                Arguments.of("foo:bar[5m] offset -1h", "foo:bar[5m] offset -1h"),
                Arguments.of("foo @ 1.5 offset 5m", "foo @ 1.500 offset 5m"),
                Arguments.of("foo[5m] offset 1w @ end()", "foo[5m] @ end() offset 1w"),
                Arguments.of("foo[300]", "foo[5m]"),
                Arguments.of("rate(foo[1m])[10m:] @ start()", "rate(foo[1m])[10m:] @ start()"),
                Arguments.of("sum(foo) by (a,b)", "sum by (a, b) (foo)"),
                Arguments.of("Sum Without() (foo)", "sum without () (foo)"),
                Arguments.of("topk by (x) (3, foo)", "topk by (x) (3, foo)"),
                Arguments.of("a / on(x) group_left(y) b", "a / on (x) group_left (y) b"),
                Arguments.of("a AND ignoring(x) b", "a and ignoring (x) b"),
                Arguments.of("a == bool b", "a == bool b"),
                Arguments.of("a or b and c unless d", "a or b and c unless d"),
                Arguments.of("sum / count", "sum / count"),
                Arguments.of("label_replace(a, \"\\x41\", '\\u00e9', \"c\", \"\\\\d\")",
                        "label_replace(a, \"A\", \"é\", \"c\", \"\\\\d\")"),
                Arguments.of("foo # a comment\n + bar", "foo + bar"),
                Arguments.of("foo[5m*2:step()] offset -min_of(1m,range())",
                        "foo[5m * 2:step()] offset -min_of(1m, range())"),
                Arguments.of("foo[(1h+2)/2] offset (5m)", "foo[(1h + 2) / 2] offset (5m)"),
                Arguments.of("rate(foo[5m] anchored offset 1m)", "rate(foo[5m] anchored offset 1m)"),
                Arguments.of("foo smoothed @ 1", "foo smoothed @ 1.000"),
                Arguments.of("a+on(x)fill(0)b", "a + on (x) fill (0) b"),
                Arguments.of("a*fill_right(-1)fill_left(2)b", "a * fill_left (2) fill_right (-1) b"),
                Arguments.of("h</1+2", "h </ 1 + 2"),
                Arguments.of("offset", "offset"),
                Arguments.of("start", "start"));
    }

    @ParameterizedTest
    @MethodSource("printed")
    void anExpressionIsPrintedAsPrometheusPrintsIt(String query, String printed) {
        String once = parse(query).toString();
        assertThat(once).isEqualTo(printed);
        assertThat(parse(once)).hasToString(printed);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("", "1:1: parse error: no expression found in input"),
                Arguments.of("# nothing", "1:1: parse error: no expression found in input"),
                Arguments.of("1+", "1:3: parse error: unexpected end of input"),
                Arguments.of("*1", "1:1: parse error: unexpected <op:*>"),
                Arguments.of("(1", "1:3: parse error: unclosed left parenthesis"),
                Arguments.of("1)", "1:2: parse error: unexpected right parenthesis ')'"),
                Arguments.of("1 == 1", "1:3: parse error: comparisons between scalars must use BOOL modifier"),
                Arguments.of("1 and 1",
                        "1:1: parse error: set operator \"and\" not allowed in binary scalar expression"),
                Arguments.of("a and bool b",
                        "1:3: parse error: bool modifier can only be used on comparison operators"),
                Arguments.of("a + on(x) group_left(x) b",
                        "1:3: parse error: label \"x\" must not occur in ON and GROUP clause at once"),
                Arguments.of("a unless on(x) group_left(y) b",
                        "1:1: parse error: no grouping allowed for \"unless\" operation"),
                Arguments.of("a - on(b) ignoring(c) d", "1:11: parse error: unexpected <ignoring>"),
                Arguments.of("-\"x\"",
                        "1:1: parse error: unary expression only allowed on expressions of type scalar or"
                                + " instant vector, got \"string\""),
                Arguments.of("foo{", "1:5: parse error: unexpected end of input inside braces"),
                Arguments.of("foo}", "1:4: parse error: unexpected character: '}'"),
                Arguments.of("foo{a=b}",
                        "1:7: parse error: unexpected identifier \"b\" in label matching, expected string"),
                Arguments.of("foo{a>\"b\"}", "1:6: parse error: unexpected character inside braces: '>'"),
                Arguments.of("foo{gibberish}",
                        "1:14: parse error: unexpected \"}\" in label matching, expected label matching operator"),
                Arguments.of("{}", "1:1: parse error: vector selector must contain at least one non-empty matcher"),
                Arguments.of("foo{__name__=\"bar\"}",
                        "1:1: parse error: metric name must not be set twice: \"foo\" or \"bar\""),
                Arguments.of("foo[5mm]", "1:5: parse error: bad number or duration syntax: \"5mm\""),
                Arguments.of("0deadbeef", "1:1: parse error: bad number or duration syntax: \"0de\""),
                Arguments.of("foo[0]", "1:5: parse error: duration must be greater than 0"),
                Arguments.of("(foo)[5m]", "1:6: parse error: ranges only allowed for vector selectors"),
                Arguments.of("foo offset 1m[5m]", "1:14: parse error: no offset modifiers allowed before range"),
                Arguments.of("1 offset 1m", "1:1: parse error: offset modifier must be preceded by an instant vector"
                        + " selector or range vector selector or a subquery"),
                Arguments.of("rate(foo)",
                        "1:6: parse error: expected type range vector in call to function \"rate\", got instant vector"),
                Arguments.of("rate()", "1:1: parse error: expected 1 argument(s) in call to \"rate\", got 0"),
                Arguments.of("round()",
                        "1:1: parse error: expected at least 1 argument(s) in call to \"round\", got 0"),
                Arguments.of("round(a,1,2)",
                        "1:1: parse error: expected at most 2 argument(s) in call to \"round\", got 3"),
                Arguments.of("nope(", "1:6: parse error: unclosed left parenthesis"),
                Arguments.of("nope(1)", "1:1: parse error: unknown function with name \"nope\""),
                Arguments.of("sum()", "1:1: parse error: no arguments for aggregate expression provided"),
                Arguments.of("topk(a)",
                        "1:1: parse error: wrong number of arguments for aggregate expression provided, expected 2, got 1"),
                Arguments.of("min keep (a)", "1:5: parse error: unexpected identifier \"keep\" in aggregation"),
                Arguments.of("foo\n  and bad(x)", "2:7: parse error: unknown function with name \"bad\""),
                Arguments.of("\"é\" + nope()", "1:8: parse error: unknown function with name \"nope\""));
    }

    @ParameterizedTest
    @MethodSource({"refused", "refusedOfLate"})
    void aWrongExpressionIsRefused(String query, String message) {
        assertThatThrownBy(() -> parse(query)).isInstanceOf(QueryError.class).hasMessage(message);
    }

    static Stream<Arguments> refusedOfLate() {
        return Stream.of(
                Arguments.of("a[5m:0]", "1:6: parse error: duration must be greater than 0"),
                Arguments.of("a[5m / 0]", "1:6: parse error: division by zero"),
                Arguments.of("a[5m][5m:]",
                        "1:1: parse error: subquery is only allowed on instant vector, got matrix instead"),
                Arguments.of("a smoothed anchored",
                        "1:1: parse error: anchored and smoothed modifiers cannot be used together"),
                Arguments.of("a[5m:] anchored",
                        "1:1: parse error: anchored modifier is not supported for subqueries"),
                Arguments.of("a and fill(0) b",
                        "1:1: parse error: filling in missing series not allowed for set operators"),
                Arguments.of("a + fill(0) 1",
                        "1:1: parse error: filling in missing series only allowed between instant vectors"),
                Arguments.of("info(a, b)",
                        "1:9: parse error: expected label selectors only, got vector selector instead"),
                Arguments.of("info(a, sum(b))", "1:9: parse error: expected label selectors only"));
    }

    static Stream<Arguments> experimental() {
        return Stream.of(
                Arguments.of("info(up)", "1:1: parse error: function \"info\" is not enabled"),
                Arguments.of("limitk(2, up)", "1:1: parse error: limitk() is experimental and must be enabled with"
                        + " --enable-feature=promql-experimental-functions"),
                Arguments.of("up + fill(0) up",
                        "1:1: parse error: binop fill modifiers are experimental and not enabled"),
                Arguments.of("rate(up[5m] anchored)",
                        "1:6: parse error: anchored modifier is experimental and not enabled"),
                Arguments.of("up smoothed", "1:1: parse error: smoothed modifier is experimental and not enabled"),
                Arguments.of("up[5m * 2]", "1:4: parse error: experimental duration expression is not enabled"),
                Arguments.of("up offset step()", "1:11: parse error: experimental duration expression is not enabled"));
    }

    @ParameterizedTest
    @MethodSource("experimental")
    void whatIsExperimentalIsRefusedUnlessItIsEnabled(String query, String message) {
        assertThatThrownBy(() -> Parser.parse(query, PromqlFeatures.none())).hasMessage(message);
        assertThat(parse(query)).isNotNull();
    }

    @Test
    void deepNestingIsRefusedAndDoesNotExhaustTheStack() {
        assertThatThrownBy(() -> parse("(".repeat(100_000))).isInstanceOf(QueryError.class);
        assertThatThrownBy(() -> parse("-".repeat(100_000) + "1")).isInstanceOf(QueryError.class);
        assertThat(parse("(".repeat(100) + "1" + ")".repeat(100)).unwrapped()).hasToString("1");
    }

    @Test
    void whateverIsWrittenIsParsedOrRefused() {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        System.out.println("fuzz.seed=" + seed);
        Random random = new Random(seed);
        String[] words = {"foo", "sum", "rate", "(", ")", "{", "}", "[", "]", "5m", "1", "+", "-", "^", "by", "on", "@",
                "offset", "\"x\"", "'", "fill", "anchored", "step()", "min_of(", "</", "*", "=", "=~", "!", ",", ":",
                "start", "()", "bool", "and", "group_left", " ", "\\",
                "é", "\n", "#", "0x", ".5", "NaN", "topk", "ignoring"};
        for (int i = 0; i < 50_000; i++) {
            StringBuilder query = new StringBuilder();
            int length = random.nextInt(12);
            for (int j = 0; j < length; j++) {
                query.append(words[random.nextInt(words.length)]).append(random.nextBoolean() ? " " : "");
            }
            try {
                String printed = parse(query.toString()).toString();
                assertThat(parse(printed)).as("seed %d: %s", seed, query).hasToString(printed);
            } catch (QueryError expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
    }
}
