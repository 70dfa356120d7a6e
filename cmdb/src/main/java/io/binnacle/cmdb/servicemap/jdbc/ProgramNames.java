package io.binnacle.cmdb.servicemap.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.servicemap.TraceEdges;
import org.jdbi.v3.core.Jdbi;

/** Which applications and workloads in service have a name, without regard to case. */
public final class ProgramNames implements TraceEdges.Names {

    private final Jdbi jdbi;
    private final Supplier<CiModel> model;

    public ProgramNames(Jdbi jdbi, Supplier<CiModel> model) {
        this.jdbi = jdbi;
        this.model = model;
    }

    @Override
    public Map<String, List<ItemRef>> find(Collection<String> names) {
        Map<String, List<ItemRef>> found = new HashMap<>();
        if (!names.isEmpty()) {
            CiModel current = model.get();
            List<String> classes = current.classes().stream().map(CiClass::name)
                    .filter(name -> current.isA(name, "application") || current.isA(name, "workload")).toList();
            jdbi.useHandle(handle -> handle.createQuery("""
                SELECT n.name AS asked, o.ci_class, o.key FROM unnest(:names) AS n (name)
                JOIN binnacle.configuration_item i ON lower(i.name) = lower(n.name)
                JOIN binnacle.source_record o ON o.id = i.id
                WHERE i.merged_into IS NULL AND i.lifecycle = 'in_service' AND i.ci_class = ANY(:classes)
                """)
                    .bindArray("names", String.class, names).bindArray("classes", String.class, classes)
                    .map((row, context) -> found.computeIfAbsent(row.getString("asked"), name -> new ArrayList<>())
                            .add(new ItemRef(row.getString("ci_class"), row.getString("key"))))
                    .list());
        }
        return found;
    }
}
