package io.binnacle.insight.rule;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

import io.binnacle.insight.rule.yaml.YamlNode;
import io.binnacle.kernel.health.Severity;
import org.jspecify.annotations.Nullable;

/** Makes one rule of its YAML entries. */
final class RuleReader {

    static final List<String> KEYS = List.of("id", "enabled", "title", "description", "why", "whatToDo", "expr", "unit",
            "thresholds", "for", "clearFor", "noData", "item", "labels", "interval");
    private static final List<String> SEVERITIES = Arrays.stream(Severity.values()).map(Severity::text).toList();
    private static final List<String> UNITS = Arrays.stream(Unit.values()).map(Unit::text).toList();
    private static final String ID_FORM = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final String LABEL_FORM = "[a-zA-Z_][a-zA-Z0-9_]*";

    private final String id;
    private final Map<String, YamlNode> entries;
    private final YamlNode place;
    private final RuleFiles.ExpressionCheck check;

    RuleReader(String id, Map<String, YamlNode> entries, YamlNode place, RuleFiles.ExpressionCheck check) {
        this.id = id;
        this.entries = entries;
        this.place = place;
        this.check = check;
    }

    /** Empty when a fault was reported. */
    Optional<Rule> read(String origin) {
        int faultsBefore = place.faults().size();
        if (!id.matches(ID_FORM)) {
            place.fault("id: expected lower-case words with hyphens, got " + id);
        }
        boolean enabled = node("enabled").flatMap(node -> node.yesOrNo("enabled")).orElse(true);
        String title = template("title", true);
        String description = template("description", true);
        String why = node("why").flatMap(node -> node.text("why")).orElse("");
        String whatToDo = node("whatToDo").flatMap(node -> node.text("whatToDo")).orElse("");
        String expr = expression();
        Unit unit = node("unit").flatMap(node -> node.word("unit", UNITS))
                .flatMap(Unit::parse).orElse(Unit.NUMBER);
        SortedMap<Severity, Threshold> thresholds = thresholds();
        Duration heldFor = node("for").flatMap(node -> node.duration("for")).orElse(Duration.ZERO);
        Duration clearFor = node("clearFor").flatMap(node -> node.duration("clearFor")).orElse(Duration.ZERO);
        NoData noData = thresholds.isEmpty() ? null : node("noData").map(node -> noData(node, thresholds)).orElse(null);
        ItemTemplate item = node("item").map(RuleReader::item).orElse(null);
        Map<String, String> labels = labels();
        Duration interval = node("interval").flatMap(node -> node.duration("interval")).orElse(null);
        if (place.faults().size() > faultsBefore) {
            return Optional.empty();
        }
        return Optional.of(new Rule(id, enabled, title, description, why, whatToDo, expr, unit, thresholds, heldFor,
                clearFor, noData, item, labels, interval, origin));
    }

    private Optional<YamlNode> node(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    private Optional<YamlNode> required(String key) {
        if (!entries.containsKey(key)) {
            place.fault("the rule " + id + " needs " + key);
        }
        return node(key);
    }

    private String template(String key, boolean needed) {
        Optional<YamlNode> node = needed ? required(key) : node(key);
        String text = node.flatMap(found -> found.text(key)).orElse("");
        Template.fault(text).ifPresent(fault -> node.ifPresent(found -> found.fault(key + ": expected " + fault)));
        return text;
    }

    private String expression() {
        Optional<YamlNode> node = required("expr");
        String expr = node.flatMap(found -> found.text("expr")).orElse("");
        if (!expr.isEmpty()) {
            check.fault(expr).ifPresent(fault -> node.ifPresent(found -> found.fault("expr: " + fault)));
        }
        return expr;
    }

    private SortedMap<Severity, Threshold> thresholds() {
        SortedMap<Severity, Threshold> thresholds = new TreeMap<>();
        Optional<YamlNode> node = required("thresholds");
        node.map(found -> found.mapping("thresholds", SEVERITIES)).orElse(Map.of())
                .forEach((severity, value) -> threshold(value).ifPresent(threshold -> Severity.parse(severity)
                        .ifPresent(known -> thresholds.put(known, threshold))));
        node.filter(found -> thresholds.isEmpty())
                .ifPresent(found -> found.fault("thresholds: expected at least one severity"));
        Threshold worse = null;
        for (Threshold threshold : thresholds.values()) {
            if (worse != null && !isMilder(threshold, worse)) {
                node.ifPresent(found -> found.fault("thresholds: a worse severity needs a limit further out"));
                break;
            }
            worse = threshold;
        }
        return thresholds;
    }

    private static boolean isMilder(Threshold mild, Threshold worse) {
        return mild.side() == worse.side()
                && (mild.side() == Threshold.Side.ABOVE ? mild.limit() < worse.limit() : mild.limit() > worse.limit());
    }

    private static Optional<Threshold> threshold(YamlNode node) {
        Map<String, YamlNode> keys = node.mapping("a threshold", List.of("above", "below", "clear", "for"));
        YamlNode above = keys.get("above");
        YamlNode below = keys.get("below");
        YamlNode limitNode = above != null ? above : below;
        if (limitNode == null || (above != null && below != null)) {
            node.fault("a threshold needs either above or below");
            return Optional.empty();
        }
        Threshold.Side side = above != null ? Threshold.Side.ABOVE : Threshold.Side.BELOW;
        OptionalDouble limit = limitNode.number("limit");
        YamlNode clearNode = keys.get("clear");
        OptionalDouble clear = clearNode == null ? limit : clearNode.number("clear");
        YamlNode forNode = keys.get("for");
        Duration heldFor = forNode == null ? null : forNode.duration("for").orElse(null);
        if (limit.isEmpty() || clear.isEmpty()) {
            return Optional.empty();
        }
        boolean sound = side == Threshold.Side.ABOVE
                ? clear.getAsDouble() <= limit.getAsDouble()
                : clear.getAsDouble() >= limit.getAsDouble();
        if (!sound) {
            node.fault("clear must lie on the good side of the limit");
            return Optional.empty();
        }
        return Optional.of(new Threshold(side, limit.getAsDouble(), clear.getAsDouble(), heldFor));
    }

    private @Nullable NoData noData(YamlNode noData, SortedMap<Severity, Threshold> thresholds) {
        Map<String, YamlNode> keys = noData.mapping("noData",
                List.of("after", "becomes", "severity", "goneWhen"));
        YamlNode afterNode = keys.get("after");
        if (afterNode == null) {
            noData.fault("noData needs after");
            return null;
        }
        Optional<Duration> after = afterNode.duration("after");
        NoData.Becomes becomes = Optional.ofNullable(keys.get("becomes"))
                .flatMap(node -> node.word("becomes", List.of("unknown", "firing")))
                .filter(word -> word.equals("firing")).map(word -> NoData.Becomes.FIRING)
                .orElse(NoData.Becomes.UNKNOWN);
        Severity severity = Optional.ofNullable(keys.get("severity")).flatMap(node -> node.word("severity", SEVERITIES))
                .flatMap(Severity::parse)
                .orElse(becomes == NoData.Becomes.FIRING
                        ? List.copyOf(thresholds.keySet()).getFirst()
                        : List.copyOf(thresholds.keySet()).getLast());
        YamlNode goneNode = keys.get("goneWhen");
        String goneWhen = goneNode == null ? null : goneNode.text("goneWhen").orElse(null);
        if (goneWhen != null && goneNode != null) {
            check.fault(goneWhen).ifPresent(fault -> goneNode.fault("goneWhen: " + fault));
        }
        return after.isEmpty() ? null : new NoData(after.get(), becomes, severity, goneWhen);
    }

    private static @Nullable ItemTemplate item(YamlNode item) {
        Map<String, YamlNode> keys = item.mapping("item", List.of("class", "key"));
        YamlNode ciClass = keys.get("class");
        YamlNode key = keys.get("key");
        if (ciClass == null || key == null) {
            item.fault("item needs class and key");
            return null;
        }
        for (YamlNode part : List.of(ciClass, key)) {
            part.text("item").flatMap(Template::fault).ifPresent(fault -> part.fault("item: expected " + fault));
        }
        return new ItemTemplate(ciClass.text("class").orElse(""), key.text("key").orElse(""));
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        YamlNode node = entries.get("labels");
        if (node != null) {
            node.mapping("labels", null).forEach((name, value) -> {
                if (!name.matches(LABEL_FORM)) {
                    value.fault("labels: " + name + " is no label name");
                }
                value.text("labels").ifPresent(text -> labels.put(name, text));
            });
        }
        return labels;
    }
}
