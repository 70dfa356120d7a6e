package io.binnacle.insight.rule.template;

/** A template that does not parse, or fails on its data; worded as Go words it. */
public final class TemplateFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    TemplateFault(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
