package io.binnacle.insight.rule;

/**
 * One fault in a rule file.
 *
 * @param file as the user knows it
 * @param line from 1
 */
record RuleError(String file, int line, String message) {

    @Override
    public String toString() {
        return file + ":" + line + ": " + message;
    }
}
