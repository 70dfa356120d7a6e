package io.binnacle.cmdb.model;

import java.util.List;
import java.util.Map;

/**
 * What one file says, before it is put together with others.
 *
 * @param places where each class stands, for messages: {@code network.yaml:12}
 */
record ModelFile(String name, ModelArea area, List<ClassDefinition> classes, List<RelationDefinition> relations,
        List<WorthlessValues> worthless, Map<String, String> places) {

    String place(String ciClass) {
        return places.getOrDefault(ciClass, name) + " " + ciClass;
    }
}
