package org.jackfield.kernel.limits;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** Scopes that come with their first use and go with their last. Thread-safe. */
final class ScopeTable<K> {
    private final Map<K, Scope> scopes = new ConcurrentHashMap<>();
    private final Function<K, Scope> maker;

    ScopeTable(Function<K, Scope> maker) {
        this.maker = maker;
    }

    /** What came of taking; the scope stays as long as something of it is taken. */
    record Taken(Scope scope, @Nullable Refusal refusal) {}

    Taken take(K key, Claim claim) {
        Taken[] taken = new Taken[1];
        scopes.compute(key, (_, known) -> {
            Scope scope = known == null ? maker.apply(key) : known;
            taken[0] = new Taken(scope, scope.take(claim));
            return scope.isUnused() ? null : scope;
        });
        return taken[0];
    }

    void give(K key, Claim claim) {
        scopes.computeIfPresent(key, (_, scope) -> {
            scope.give(claim);
            return scope.isUnused() ? null : scope;
        });
    }

    Collection<Scope> all() {
        return scopes.values();
    }
}
