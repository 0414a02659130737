package routes.config.binding;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import routes.config.yaml.YamlValue;
import routes.model.format.Inline;

/**
 * What routes inherit: the values under defaults in hub.yaml.
 *
 * @param known false where hub.yaml could not be read, so that nobody can tell whether something is missing
 * @param spots where each part of the defaults is written: what is the same elsewhere is another heritage
 */
public record InheritedDefaults(boolean known, Map<String, YamlValue.Entry> defaults, List<String> spots) {

    public static final InheritedDefaults NONE = new InheritedDefaults(true, Map.of(), List.of());
    public static final InheritedDefaults UNKNOWN = new InheritedDefaults(false, Map.of(), List.of());

    public static InheritedDefaults of(YamlValue.Mapping defaults) {
        List<String> spots = new ArrayList<>();
        defaults.moved(location -> {
            spots.add(location.toString());
            return location;
        });
        return new InheritedDefaults(true, defaults.entries(), spots);
    }

    /** What holds for a component: what the route says, and key by key what it leaves unsaid. */
    Optional<YamlValue> of(RecordComponent component, Optional<YamlValue> written) {
        Optional<YamlValue> inherited =
                Optional.ofNullable(defaults.get(component.getName())).map(YamlValue.Entry::value);
        if (written.isEmpty()) {
            return inherited;
        }
        // A choice between kinds is inherited whole: half of one kind and half of another is neither.
        boolean merges = component.getType().isRecord() && !component.getType().isAnnotationPresent(Inline.class);
        Optional<YamlValue.Mapping> own = written.flatMap(YamlValue::mapping);
        Optional<YamlValue.Mapping> rest = inherited.flatMap(YamlValue::mapping);
        return merges && own.isPresent() && rest.isPresent() ? Optional.of(merge(own.get(), rest.get())) : written;
    }

    private static YamlValue merge(YamlValue.Mapping own, YamlValue.Mapping rest) {
        Map<String, YamlValue.Entry> entries = new LinkedHashMap<>(rest.entries());
        entries.putAll(own.entries());
        return new YamlValue.Mapping(own.location(), entries);
    }
}
