package io.binnacle.cmdb.impact;

import java.util.function.Supplier;

import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.Propagation;

/** What impact has to know of the classes. The same answer each time, until the graph is loaded anew; any thread may ask. */
public interface ImpactModel {

    /** Which way failure goes along a relation of that type between items of these classes. */
    Propagation propagation(String fromClass, String type, String toClass);

    /** Whether items of the class are what people are promised; a service of systemd is a program. */
    boolean isService(String ciClass);

    /** What the model of the CMDB says, whichever it is when it is asked. */
    static ImpactModel of(Supplier<CiModel> model) {
        return new ImpactModel() {
            @Override
            public Propagation propagation(String fromClass, String type, String toClass) {
                return model.get().propagation(fromClass, type, toClass);
            }

            @Override
            public boolean isService(String ciClass) {
                return model.get().isA(ciClass, "service");
            }
        };
    }
}
