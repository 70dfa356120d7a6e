package io.binnacle.cmdb.model;

import java.util.regex.Pattern;

/**
 * Takes secrets out of command lines. Deterministic: what looks like a secret by the name of its option or variable, or
 * by its place in a URL, becomes {@code ***}; the rest stays, so that people still recognise the command. Redacting
 * twice changes nothing.
 */
public final class Redaction {

    private static final String MASK = "***";
    private static final String SECRET_NAME = "(?:[\\w.-]*(?:pass(?:word|wd|phrase|code)?|secret|token|api[_-]?key"
            + "|access[_-]?key|private[_-]?key|auth[_-]?key|credential|pwd)s?(?:[_.-][\\w.-]*)?)";
    /** What follows a secret's name: a quoted text, or everything up to the next space. */
    private static final String VALUE = "(?:\"[^\"]*\"|'[^']*'|\\S+)";

    /** {@code --db-password=x}, {@code -Dtoken=x}, {@code API_KEY=x}, {@code secret:x}; not {@code --password-file=x}. */
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?i)(?<![\\w/])(-{0,2}" + SECRET_NAME + "[=:])(?!//)" + VALUE);
    /** {@code --password x}; an option after it is no value. */
    private static final Pattern FOLLOWING = Pattern
            .compile("(?i)(?<!\\S)(-{1,2}" + SECRET_NAME + "\\s+)(?!-)" + VALUE);
    /** {@code mysql -psecret}, and {@code redis-cli -a secret}, {@code sshpass -p secret}. */
    private static final Pattern CLIENT_SHORT = Pattern.compile(
            "(?i)(\\b(?:mysql\\w*|mariadb\\w*|mongo\\w*|sshpass|smbclient)\\b.*?(?<!\\S)(?-i:-p))(?!ort\\b|rotocol\\b)(\\s*)\\S+");
    private static final Pattern REDIS_SHORT = Pattern.compile("(?i)(\\bredis-cli\\b.*?(?<!\\S)-a\\s+)\\S+");
    private static final Pattern CURL_USER = Pattern
            .compile("(?i)(\\b(?:curl|wget)\\b.*?(?<!\\S)(?:-u|--user)[\\s=]+[^\\s:]+:)\\S+");
    /** {@code postgres://user:secret@host}. */
    private static final Pattern USER_INFO = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*://[^\\s/:@]*:)[^\\s@/]+(?=@)");
    private static final Pattern BEARER = Pattern.compile("(?i)(\\b(?:bearer|basic)\\s+)[\\w.~+/=-]{8,}");
    /** Names that speak of where a secret is kept, not of the secret. */
    private static final Pattern HARMLESS = Pattern.compile(
            "(?i).*(?:file|path|dir|policy|length|ttl|type|encryption|auth[_.-]?methods?|expir\\w*|timeout|algorithm"
                    + "|prompt|store)[=:\\s]+$");

    private Redaction() {
    }

    public static String commandLine(String text) {
        String result = USER_INFO.matcher(text).replaceAll("$1" + MASK);
        result = BEARER.matcher(result).replaceAll("$1" + MASK);
        // The clients first: "-psecret" would else pass for an option whose value follows.
        result = CLIENT_SHORT.matcher(result).replaceAll("$1$2" + MASK);
        result = REDIS_SHORT.matcher(result).replaceAll("$1" + MASK);
        result = CURL_USER.matcher(result).replaceAll("$1" + MASK);
        return mask(FOLLOWING, mask(ASSIGNED, result));
    }

    private static String mask(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll(match -> {
            boolean harmless = HARMLESS.matcher(match.group(1)).matches();
            return java.util.regex.Matcher.quoteReplacement(harmless ? match.group() : match.group(1) + MASK);
        });
    }
}
