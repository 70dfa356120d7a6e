package io.binnacle.telemetry.scrape.relabel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.InvalidInput;
import org.jspecify.annotations.Nullable;

/** One rule of relabelling. Immutable; equal rules do the same. */
public final class RelabelRule {

    static final String SEPARATOR = ";";
    static final String REGEX = "(.*)";
    static final String REPLACEMENT = "$1";

    /**
     * What a rule says.
     *
     * @param modulus without a sign; 0 when there is none
     */
    public record Terms(RelabelAction action, List<String> sourceLabels, String separator, String regex, long modulus,
            String targetLabel, String replacement, LabelNames names) {

        public Terms {
            sourceLabels = List.copyOf(sourceLabels);
        }
    }

    private final Terms terms;
    private final Pattern pattern;

    /** @throws InvalidInput the regular expression is none; what belongs together is {@link RelabelRules} to check */
    public RelabelRule(Terms terms) {
        this.terms = terms;
        try {
            this.pattern = Pattern.compile("^(?s:" + terms.regex() + ")$");
        } catch (PatternSyntaxException e) {
            throw new InvalidInput("regex", "a regular expression of RE2 (" + e.getDescription() + ")", terms.regex());
        }
    }

    public Terms terms() {
        return terms;
    }

    /** Applies all of them in order; false when one drops the set, whose state then means nothing. */
    public static boolean applyAll(List<RelabelRule> rules, LabelDraft labels) {
        for (RelabelRule rule : rules) {
            if (!rule.apply(labels)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the set is kept. */
    public boolean apply(LabelDraft labels) {
        String value = terms.sourceLabels().stream().map(labels::get).collect(Collectors.joining(terms.separator()));
        String target = terms.targetLabel();
        switch (terms.action()) {
            case KEEP -> {
                return matches(value);
            }
            case DROP -> {
                return !matches(value);
            }
            case KEEPEQUAL -> {
                return labels.get(target).equals(value);
            }
            case DROPEQUAL -> {
                return !labels.get(target).equals(value);
            }
            case REPLACE -> replace(labels, value);
            case LOWERCASE -> labels.set(target, value.toLowerCase(Locale.ROOT));
            case UPPERCASE -> labels.set(target, value.toUpperCase(Locale.ROOT));
            case HASHMOD -> labels.set(target, Long.toUnsignedString(Long.remainderUnsigned(hash(value),
                    terms.modulus())));
            case LABELMAP -> map(labels);
            case LABELDROP, LABELKEEP -> prune(labels);
        }
        return true;
    }

    private boolean matches(String text) {
        return pattern.matcher(text).matches();
    }

    private void replace(LabelDraft labels, String value) {
        Matcher match = pattern.matcher(value);
        if (!match.matches()) {
            return;
        }
        String target = Expansion.expand(terms.targetLabel(), pattern, match);
        if (terms.names().isLabel(target)) {
            labels.set(target, Expansion.expand(terms.replacement(), pattern, match));
        }
    }

    /** The last eight bytes of the MD5 sum, as Prometheus takes them. */
    private static long hash(String value) {
        try {
            byte[] sum = MessageDigest.getInstance("MD5").digest(value.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(sum).getLong(Long.BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new BugException("every Java has MD5", e);
        }
    }

    private void map(LabelDraft labels) {
        for (Map.Entry<String, String> label : labels.entries()) {
            Matcher match = pattern.matcher(label.getKey());
            String name = match.matches() ? Expansion.expand(terms.replacement(), pattern, match) : "";
            if (!name.isEmpty()) {
                labels.set(name, label.getValue());
            }
        }
    }

    private void prune(LabelDraft labels) {
        for (Map.Entry<String, String> label : labels.entries()) {
            if (matches(label.getKey()) == (terms.action() == RelabelAction.LABELDROP)) {
                labels.remove(label.getKey());
            }
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RelabelRule that && terms.equals(that.terms);
    }

    @Override
    public int hashCode() {
        return terms.hashCode();
    }

    @Override
    public String toString() {
        return terms.toString();
    }
}
