package org.jackfield.kernel.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jackfield.spi.metrics.MetricFamily;
import org.jackfield.spi.metrics.MetricFamily.Distribution;
import org.jackfield.spi.metrics.MetricFamily.Sample;
import org.jackfield.spi.metrics.MetricFamily.Value;

/** All that a node counts and measures, by owner. Thread-safe. */
public final class MetricRegistry {
    private final List<OwnedMetrics> owners = new CopyOnWriteArrayList<>();

    /**
     * Makes room for an owner, who closes it.
     *
     * @param name shown when two owners quarrel about a name
     */
    public OwnedMetrics of(String name) {
        OwnedMetrics made = new OwnedMetrics(this, name);
        owners.add(made);
        return made;
    }

    /** Gives all values, by name; equal label values of several owners are added up. */
    public List<MetricFamily> snapshot() {
        Map<String, List<Source>> byName = new TreeMap<>();
        for (OwnedMetrics owner : owners) {
            owner.sources().forEach((name, source) -> byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(source));
        }
        return byName.values().stream().map(MetricRegistry::merge).toList();
    }

    /**
     * Takes a source in, or gives the one that its owner has already.
     *
     * @throws IllegalArgumentException if another kind of metric has the name
     */
    synchronized <S extends Source> S register(OwnedMetrics owner, S fresh) {
        String name = fresh.metric().name();
        for (OwnedMetrics each : owners) {
            Source known = each.sources().get(name);
            if (known != null && !known.isLike(fresh)) {
                throw new IllegalArgumentException("metric " + name + " is a " + described(known) + " of " + each.owner() + ", not a "
                        + described(fresh) + " of " + owner.owner());
            }
        }
        Source own = owner.sources().putIfAbsent(name, fresh);
        if (own == null) {
            return fresh;
        }
        if (own instanceof Lookup || !own.getClass().equals(fresh.getClass())) {
            throw new IllegalArgumentException("metric " + name + " is looked up by " + owner.owner() + " already");
        }
        @SuppressWarnings("unchecked") // equal kinds make families of equal members
        S known = (S) own;
        return known;
    }

    synchronized void remove(OwnedMetrics owner) {
        owners.remove(owner);
    }

    private static String described(Source source) {
        return source.kind().name().toLowerCase(java.util.Locale.ROOT) + " with labels " + source.metric().labels()
                + source.buckets().map(buckets -> " and bounds " + buckets.bounds()).orElse("");
    }

    private static MetricFamily merge(List<Source> sources) {
        Map<List<String>, Sample> merged = new LinkedHashMap<>();
        sources.forEach(source -> source.samples().forEach(sample -> merged.merge(sample.labels(), sample, MetricRegistry::sum)));
        Source first = sources.getFirst();
        return new MetricFamily(first.metric(), first.kind(), List.copyOf(merged.values()));
    }

    /** Sources under one name are alike. */
    private static Sample sum(Sample one, Sample other) {
        if (one instanceof Distribution first && other instanceof Distribution second) {
            List<Long> counts = new ArrayList<>();
            for (int i = 0; i < first.counts().size(); i++) {
                counts.add(first.counts().get(i) + second.counts().get(i));
            }
            return new Distribution(first.labels(), first.buckets(), counts, first.sum() + second.sum());
        }
        return new Value(one.labels(), ((Value) one).value() + ((Value) other).value());
    }
}
