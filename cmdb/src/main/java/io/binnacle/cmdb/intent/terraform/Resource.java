package io.binnacle.cmdb.intent.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

/**
 * One instance of a resource.
 *
 * @param address with module path and index: {@code module.web["eu"].aws_instance.app[0]}
 * @param managed whether Terraform makes it; else it only reads it
 * @param values its attributes
 * @param sensitive in the shape of the values, true where one is sensitive
 * @param stage where it is in its life, when that is told by a plan
 */
record Resource(String address, boolean managed, String type, String name, JsonNode values, JsonNode sensitive,
        @Nullable String stage) {

    /** How it is counted. */
    String kind() {
        return (managed ? "" : "data ") + type;
    }

    /** What is there along a path of names and places with dots; missing when nothing is, or something sensitive. */
    JsonNode at(String path) {
        JsonNode value = values;
        JsonNode secret = sensitive;
        for (String step : path.split("\\.", -1)) {
            value = step(value, step);
            secret = step(secret, step);
            if (secret.isBoolean() && secret.booleanValue()) {
                return MissingNode.getInstance();
            }
        }
        return holdsSecret(secret) ? MissingNode.getInstance() : value;
    }

    private static JsonNode step(JsonNode node, String step) {
        boolean place = node.isArray() && !step.isEmpty() && step.length() < 5
                && step.chars().allMatch(each -> each >= '0' && each <= '9');
        return place ? node.path(Integer.parseInt(step)) : node.path(step);
    }

    private static boolean holdsSecret(JsonNode secret) {
        if (secret.isBoolean()) {
            return secret.booleanValue();
        }
        for (JsonNode each : secret) {
            if (holdsSecret(each)) {
                return true;
            }
        }
        return false;
    }

    /** Null when there is no such text, number or truth, or a sensitive one. */
    @Nullable
    String text(String path) {
        JsonNode value = at(path);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank() ? value.asText().strip() : null;
    }
}
