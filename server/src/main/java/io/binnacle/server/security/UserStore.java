package io.binnacle.server.security;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;

/** Keeps accounts and the hashes of their passwords. Every method joins the running transaction. */
public interface UserStore {

    /** Holds back other changes of accounts until the transaction ends, so that what was counted stays true. */
    void lock();

    Optional<User> find(UUID id);

    /** By name, without regard to case. */
    Optional<User> findByName(String name);

    Optional<String> passwordHash(UUID id);

    Page<User> list(ListQuery query);

    ListSchema schema();

    /** Administrators that can sign in. */
    int administrators();

    /** @throws io.binnacle.kernel.error.Conflict when the name is taken */
    void insert(User user, String passwordHash);

    void update(User user);

    void setPasswordHash(UUID id, String hash);

    void signedIn(UUID id, Instant at);
}
