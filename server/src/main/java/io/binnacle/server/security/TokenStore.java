package io.binnacle.server.security;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;

/** Keeps API tokens by the hash of their secret. */
public interface TokenStore {

    void insert(ApiToken token, String hash);

    Optional<ApiToken> find(UUID id);

    Optional<ApiToken> findByHash(String hash);

    Page<ApiToken> list(ListQuery query);

    ListSchema schema();

    void used(UUID id, Instant now);

    void revoke(UUID id, Instant now);
}
