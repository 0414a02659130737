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
 * The values under {@code defaults} in hub.yaml, which routes inherit. Immutable and thread-safe.
 *
 * @param known false if hub.yaml could not be read; then no missing key is reported
 * @param positions the locations of all parts, so that equal defaults at other locations are not equal to these
 */
public record InheritedDefaults(boolean known, Map<String, YamlValue.Entry> defaults, List<String> positions) {

    public static final InheritedDefaults NONE = new InheritedDefaults(true, Map.of(), List.of());
    public static final InheritedDefaults UNKNOWN = new InheritedDefaults(false, Map.of(), List.of());

    public static InheritedDefaults of(YamlValue.Mapping defaults) {
        List<String> positions = new ArrayList<>();
        defaults.moved(location -> {
            positions.add(location.toString());
            return location;
        });
        return new InheritedDefaults(true, defaults.entries(), positions);
    }

    /** The effective value of a component: the route's own value, completed key by key from the defaults. */
    Optional<YamlValue> of(RecordComponent component, Optional<YamlValue> written) {
        Optional<YamlValue> inherited =
                Optional.ofNullable(defaults.get(component.getName())).map(YamlValue.Entry::value);
        if (written.isEmpty()) {
            return inherited;
        }
        // The value of a union is not merged: keys of two different kinds do not belong together.
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
