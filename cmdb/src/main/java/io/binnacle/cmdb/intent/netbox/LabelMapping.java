package io.binnacle.cmdb.intent.netbox;

import java.util.HashSet;
import java.util.Set;

import io.binnacle.cmdb.ObservedItem.ItemRef;

/** What is said of other objects: tags, contacts, fields of users' own. */
final class LabelMapping {

    private static final String TAG = "extras.tag";
    private static final String TAGGED = "extras.taggeditem";
    private static final String FIELD = "extras.customfield";
    private static final String ASSIGNMENT = "tenancy.contactassignment";
    private static final String ROLE = "tenancy.contactrole";

    private final Mapping mapping;
    private final NetboxDump dump;

    LabelMapping(Mapping mapping) {
        this.mapping = mapping;
        this.dump = mapping.dump();
    }

    Set<String> run() {
        Set<String> used = new HashSet<>();
        for (NetboxObject tagged : dump.all(TAGGED)) {
            if (mapping.ref(tagged.kind("content_type"), tagged.text("object_id")) == null) {
                mapping.draft().skipped(TAGGED, "of an object that becomes no item");
            } else {
                used.add(tagged.text("tag", ""));
                mapping.draft().folded(TAGGED);
            }
        }
        for (NetboxObject tag : dump.all(TAG)) {
            if (used.contains(tag.id())) {
                mapping.draft().folded(TAG);
            } else {
                mapping.draft().skipped(TAG, "nothing carries it");
            }
        }
        for (NetboxObject assignment : dump.all(ASSIGNMENT)) {
            // Its name changed with version 4.
            String kind = assignment.kind(assignment.fields().has("content_type") ? "content_type" : "object_type");
            ItemRef item = mapping.ref(kind, assignment.text("object_id"));
            ItemRef contact = mapping.ref(assignment, "contact", "tenancy.contact");
            if (item == null || contact == null) {
                mapping.draft().skipped(ASSIGNMENT, "of an object that becomes no item");
            } else {
                mapping.relate(item, "supported_by", contact);
                mapping.draft().related(ASSIGNMENT);
            }
        }
        dump.all(ROLE).forEach(role -> mapping.draft().skipped(ROLE, "a relation to a contact has no role"));
        dump.all(FIELD).forEach(field -> mapping.draft().folded(FIELD));
        return Set.of(TAG, TAGGED, FIELD, ASSIGNMENT, ROLE);
    }
}
