package org.jackfield.kernel.record;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jackfield.kernel.task.TaskGroup;
import org.jackfield.kernel.task.Tasks;
import org.jackfield.spi.Deadline;
import org.jackfield.spi.RecordKey;
import org.jackfield.spi.RecordStore;
import org.jackfield.spi.RecordValidator;
import org.jackfield.spi.multiformats.Bytes;

/** Hosts the record stores: nothing goes in or out that its namespace's validator does not accept; the best valid record wins. */
public final class Records {
    private static final Logger LOG = LoggerFactory.getLogger(Records.class);

    private final List<RecordStore> stores;
    private final Map<String, RecordValidator> validators = new HashMap<>();
    private final Tasks tasks;

    /** @throws IllegalArgumentException if two validators decide for one namespace */
    public Records(List<RecordStore> stores, List<RecordValidator> validators, Tasks tasks) {
        this.stores = List.copyOf(stores);
        this.tasks = tasks;
        for (RecordValidator validator : validators) {
            if (this.validators.put(validator.namespace(), validator) != null) {
                throw new IllegalArgumentException("stack.validators: two plugins decide for namespace " + validator.namespace());
            }
        }
    }

    /**
     * Puts a record into all stores at once.
     *
     * @throws IllegalArgumentException if it is not valid or its namespace has no validator
     * @throws IOException              if no store took it
     */
    public void put(RecordKey key, Bytes value, Deadline deadline) throws IOException {
        validator(key).validate(key, value);
        int taken = 0;
        IOException failure = new IOException("no store in stack.records took the record in time");
        try (TaskGroup<Boolean> group = new TaskGroup<>(tasks)) {
            stores.forEach(store -> group.fork("put record", () -> {
                store.put(key, value, deadline);
                return true;
            }));
            TaskGroup.Result<Boolean> result;
            while ((result = group.next(deadline)) != null) {
                if (result.failure() == null) {
                    taken++;
                } else {
                    failure.addSuppressed(result.failure());
                }
            }
        }
        if (taken == 0) {
            throw failure;
        }
    }

    /** Gets the best valid record that any store gives before the deadline. */
    public Optional<Bytes> get(RecordKey key, Deadline deadline) throws IOException {
        RecordValidator validator = validator(key);
        Optional<Bytes> best = Optional.empty();
        try (TaskGroup<Optional<Bytes>> group = new TaskGroup<>(tasks)) {
            stores.forEach(store -> group.fork("get record", () -> store.get(key, deadline)));
            TaskGroup.Result<Optional<Bytes>> result;
            while ((result = group.next(deadline)) != null) {
                Optional<Bytes> found = valid(validator, key, result);
                if (best.isEmpty() || (found.isPresent() && validator.order(key).compare(found.get(), best.get()) > 0)) {
                    best = found;
                }
            }
        }
        return best;
    }

    private static Optional<Bytes> valid(RecordValidator validator, RecordKey key, TaskGroup.Result<Optional<Bytes>> result) {
        Optional<Bytes> value = result.value() == null ? Optional.empty() : result.value();
        try {
            value.ifPresent(each -> validator.validate(key, each));
        } catch (IllegalArgumentException e) {
            LOG.debug("a store gave an invalid record for {}", key, e);
            return Optional.empty();
        }
        if (result.failure() != null) {
            LOG.debug("a store failed on {}", key, result.failure());
        }
        return value;
    }

    private RecordValidator validator(RecordKey key) {
        RecordValidator validator = validators.get(key.namespace());
        if (validator == null) {
            throw new IllegalArgumentException("no plugin in stack.validators decides for namespace " + key.namespace());
        }
        return validator;
    }
}
