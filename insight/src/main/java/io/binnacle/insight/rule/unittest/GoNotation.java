package io.binnacle.insight.rule.unittest;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

import io.binnacle.insight.rule.unittest.UnitTestFile.Alert;
import io.binnacle.insight.rule.unittest.UnitTestFile.Element;
import io.binnacle.kernel.label.Labels;
import io.binnacle.timeseries.histogram.FloatHistogram;
import io.binnacle.timeseries.histogram.HistogramNotation;
import io.binnacle.timeseries.promql.Quoting;

/** Labels, numbers, alerts as promtool prints them. */
final class GoNotation {

    private static final Pattern BARE = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final String MARGIN = " ".repeat(12);

    private GoNotation() {
    }

    /** {@code {__name__="up", job="a"}} */
    static String labels(Labels labels) {
        return labels(labels.toMap());
    }

    private static String labels(Map<String, String> labels) {
        StringJoiner text = new StringJoiner(", ", "{", "}");
        labels.forEach((name, value) -> text.add((BARE.matcher(name).matches() ? name : Quoting.quote(name)) + "="
                + Quoting.quote(value)));
        return text.toString();
    }

    /** {@code 7.25E+00} */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0E+00" : "0E+00";
        }
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        return decimal.movePointLeft(exponent).toPlainString() + (exponent < 0 ? "E-" : "E+")
                + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    static String elements(List<Element> elements) {
        return elements.isEmpty()
                ? "nil"
                : String.join(", ", elements.stream().map(GoNotation::element).toList());
    }

    private static String element(Element element) {
        FloatHistogram histogram = element.histogram();
        return labels(element.labels()) + " "
                + (histogram == null ? number(element.value()) : HistogramNotation.format(histogram));
    }

    static String alerts(List<Alert> alerts) {
        if (alerts.isEmpty()) {
            return "[]";
        }
        StringJoiner text = new StringJoiner(",\n" + MARGIN, "[\n" + MARGIN, "\n" + MARGIN + "]");
        for (int i = 0; i < alerts.size(); i++) {
            text.add(i + ":\n" + MARGIN + "  Labels:" + labels(alerts.get(i).labels()) + "\n" + MARGIN
                    + "  Annotations:" + labels(alerts.get(i).annotations()));
        }
        return text.toString();
    }
}
