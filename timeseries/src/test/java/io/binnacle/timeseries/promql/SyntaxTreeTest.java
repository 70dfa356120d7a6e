package io.binnacle.timeseries.promql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Queries printed in lines, and as trees. */
class SyntaxTreeTest {

    private static Expression parsed(String query) {
        return Parser.parse(query, PromqlFeatures.ofTestScripts());
    }

    private static String printed(String query) {
        return Prettier.print(parsed(query));
    }

    private static String tree(String query) {
        return SyntaxTree.of(parsed(query)).toString();
    }

    @Test
    void whatFitsALineIsPrintedInOne() {
        assertThat(printed("sum by(job)(rate(a{b='c'}[5m]))>bool 1"))
                .isEqualTo("sum by (job) (rate(a{b=\"c\"}[5m])) > bool 1");
        assertThat(printed("a[5m:]")).isEqualTo("a[5m:]");
    }

    @Test
    void whatIsLongerIsSplitWithItsPartsFurtherIn() {
        String name = "x".repeat(60);
        assertThat(printed("sum by (job) (rate(" + name + "[5m])) / on (job) group_left (a) -(topk(3, " + name
                + ") + max_over_time(" + name + "[1h:1m] offset 5m))")).isEqualTo("""
                      sum by (job) (rate(NAME[5m]))
                    / on (job) group_left (a)
                      -(
                          topk(3, NAME)
                        +
                          max_over_time(NAME[1h:1m] offset 5m)
                      )""".replace("NAME", name));
        assertThat(printed("topk by (job) (3, label_replace(" + name + ", 'a', '$1', 'b', '" + "y".repeat(60) + "'))"))
                .isEqualTo("""
                    topk by (job) (
                      3,
                      label_replace(
                        NAME,
                        "a",
                        "$1",
                        "b",
                        "YY"
                      )
                    )""".replace("NAME", name).replace("YY", "y".repeat(60)));
    }

    @Test
    void everyKindOfPartIsInTheTree() {
        assertThat(tree("up{a!~'b'} @ 5 offset -1m")).isEqualTo("{anchored=false, matchers=[{name=a, type=!~, value=b},"
                + " {name=__name__, type==, value=up}], name=up, offset=-60000, smoothed=false, startOrEnd=null,"
                + " timestamp=5000, type=vectorSelector}");
        assertThat(tree("rate(a[5m] @ end())")).contains("type=matrixSelector", "range=300000", "startOrEnd=end",
                "func={argTypes=[matrix], name=rate, returnType=vector, variadic=0}", "type=call");
        assertThat(tree("-(1e21)")).isEqualTo(
                "{expr={expr={type=numberLiteral, val=1000000000000000000000}, type=parenExpr}, op=-, type=unaryExpr}");
        assertThat(tree("count_values without (a, b) ('c', d)")).contains("grouping=[a, b]", "op=count_values",
                "param={type=stringLiteral, val=c}", "without=true");
        assertThat(tree("a[1h:1m]")).contains("range=3600000", "step=60000", "type=subquery");
    }

    @Test
    void howTwoVectorsMeetIsTold() {
        assertThat(tree("a * on (x) group_left (y) fill_right (2) b")).contains("bool=false", "op=*",
                "matching={card=many-to-one, fillValues={lhs=null, rhs=2.0}, include=[y], labels=[x], on=true}");
        assertThat(tree("a and b")).contains("card=many-to-many");
        assertThat(tree("1 < bool a")).contains("bool=true", "matching=null");
    }
}
