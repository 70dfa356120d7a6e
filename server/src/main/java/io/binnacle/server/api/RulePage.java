package io.binnacle.server.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import io.binnacle.insight.rule.evaluation.GroupState;
import io.binnacle.kernel.error.BugException;
import io.binnacle.server.api.PrometheusParameters.Wrong;
import io.binnacle.server.http.Call;

/** Which groups of rules an answer has, and where the next goes on, as Prometheus pages them. Belongs to one call. */
final class RulePage {

    private final int limit;
    private final String token;
    private String next = "";

    private RulePage(int limit, String token) {
        this.limit = limit;
        this.token = token;
    }

    static RulePage of(Call call) {
        String limit = call.query("group_limit").orElse("");
        String token = call.query("group_next_token").orElse("");
        if (limit.isEmpty()) {
            if (!token.isEmpty()) {
                throw new Wrong("group_next_token",
                        "group_limit needs to be present in order to paginate over the groups");
            }
            return new RulePage(Integer.MAX_VALUE, "");
        }
        try {
            int groups = Integer.parseInt(limit);
            if (groups <= 0) {
                throw new Wrong("group_limit", "group_limit needs to be greater than 0");
            }
            return new RulePage(groups, token);
        } catch (NumberFormatException e) {
            throw new Wrong("group_limit",
                    "group_limit needs to be a valid number: strconv.ParseInt: parsing \"" + limit
                            + "\": invalid syntax");
        }
    }

    /** Those of the groups that belong to the page; groups without rules are left out. */
    List<GroupState> select(List<GroupState> groups) {
        List<GroupState> selected = new ArrayList<>();
        boolean begun = token.isEmpty();
        for (GroupState group : groups) {
            begun = begun || token.equals(token(group));
            if (begun && !group.rules().isEmpty()) {
                if (selected.size() == limit) {
                    next = token(group);
                    return selected;
                }
                selected.add(group);
            }
        }
        if (!begun) {
            throw new Wrong("group_next_token", "invalid group_next_token '" + token + "'. were rule groups changed?");
        }
        return selected;
    }

    /** Where the next page begins; empty when there is none. */
    String next() {
        return next;
    }

    private static String token(GroupState group) {
        try {
            byte[] name = (group.group().file() + ";" + group.group().name()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(name));
        } catch (NoSuchAlgorithmException e) {
            throw new BugException("every JDK has SHA-1", e);
        }
    }
}
