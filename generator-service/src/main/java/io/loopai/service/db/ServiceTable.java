package io.loopai.service.db;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Who the service is: as long as its database is kept it is the same one. */
public final class ServiceTable {

    private ServiceTable() {}

    /** A UUID, made when it is asked for first. */
    public static String id(Handle handle) {
        return handle.createQuery("select id from service")
                .mapTo(String.class)
                .findOne()
                .orElseGet(
                        () -> {
                            String id = UUID.randomUUID().toString();
                            handle.execute("insert into service (id) values (?)", id);
                            return id;
                        });
    }
}
