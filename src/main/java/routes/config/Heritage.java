package routes.config;

import routes.model.Inline;








import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What routes inherit: the values under defaults in hub.yaml.
 *
 * @param known false where hub.yaml could not be read, so that nobody can tell whether something is missing
 * @param spots where each part of the defaults is written: what is the same elsewhere is another heritage
 */
record Heritage(boolean known, Map<String, Yaml.Entry> defaults, List<String> spots) {

    static final Heritage NONE = new Heritage(true, Map.of(), List.of());
    static final Heritage UNKNOWN = new Heritage(false, Map.of(), List.of());

    static Heritage of(Yaml.Mapping defaults) {
        List<String> spots = new ArrayList<>();
        defaults.moved(location -> {
            spots.add(location.toString());
            return location;
        });
        return new Heritage(true, defaults.entries(), spots);
    }

    /** What holds for a component: what the route says, and key by key what it leaves unsaid. */
    Optional<Yaml> of(RecordComponent component, Optional<Yaml> written) {
        Optional<Yaml> inherited =
                Optional.ofNullable(defaults.get(component.getName())).map(Yaml.Entry::value);
        if (written.isEmpty()) {
            return inherited;
        }
        // A choice between kinds is inherited whole: half of one kind and half of another is neither.
        boolean merges = component.getType().isRecord() && !component.getType().isAnnotationPresent(Inline.class);
        Optional<Yaml.Mapping> own = written.flatMap(Yaml::mapping);
        Optional<Yaml.Mapping> rest = inherited.flatMap(Yaml::mapping);
        return merges && own.isPresent() && rest.isPresent() ? Optional.of(merge(own.get(), rest.get())) : written;
    }

    private static Yaml merge(Yaml.Mapping own, Yaml.Mapping rest) {
        Map<String, Yaml.Entry> entries = new LinkedHashMap<>(rest.entries());
        entries.putAll(own.entries());
        return new Yaml.Mapping(own.location(), entries);
    }
}
