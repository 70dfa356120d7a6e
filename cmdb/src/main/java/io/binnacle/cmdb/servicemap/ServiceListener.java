package io.binnacle.cmdb.servicemap;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Hears how services are. Called on the thread that watches; what it throws is logged. */
public interface ServiceListener {

    /** These services are in another state now, or for another reason; it is stored already. */
    void changed(List<ServiceReading> readings);

    /**
     * All services, as they are; told about four times a minute.
     *
     * @param availabilities of the last 30 days, by id, some minutes old
     */
    void watched(List<ServiceReading> readings, Map<UUID, Availability> availabilities, Instant at);
}
