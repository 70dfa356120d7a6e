package io.binnacle.operations.incident;

/** Knows who can own an incident. The server answers it from its users. */
@FunctionalInterface
public interface UserDirectory {

    /** Whether an enabled user has this name. Called inside a transaction; must be cheap. */
    boolean canOwn(String userName);
}
