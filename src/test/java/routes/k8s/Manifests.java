package routes.k8s;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.util.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The objects of the k8s folder, each read by the type of its kind, which refuses a field that the kind does not have.
 * Kinds that only a custom resource definition knows stay maps.
 */
record Manifests(List<KubernetesObject> objects, List<Map<?, ?>> customs) {

    /** The client's own types make the YAML library grumble on every load; held here, so that the level stays. */
    private static final Logger GRUMBLE = Logger.getLogger("org.yaml.snakeyaml.introspector");

    static {
        GRUMBLE.setLevel(Level.SEVERE);
    }

    private static final String CUSTOM = "monitoring.coreos.com/v1";

    /** What {@code kubectl kustomize} printed. */
    static Manifests rendered(Path file) {
        return of(documents(file));
    }

    /** The resources of a kustomization and of those below it as they are written, and the ConfigMaps it generates. */
    static Manifests written(Path kustomization) {
        List<Map<?, ?>> documents = new ArrayList<>();
        collect(kustomization, documents);
        Manifests resources = of(documents);
        List<KubernetesObject> objects = new ArrayList<>(resources.objects());
        generated(kustomization)
                .forEach((name, files) -> objects.add(new V1ConfigMap()
                        .apiVersion("v1")
                        .kind("ConfigMap")
                        .metadata(new V1ObjectMeta().name(name))
                        .data(texts(files))));
        return new Manifests(objects, resources.customs());
    }

    /** The files of each generated ConfigMap; what an overlay generates stands in place of what its base does. */
    static Map<String, List<Path>> generated(Path kustomization) {
        Map<?, ?> root = kustomization(kustomization);
        Map<String, List<Path>> found = new LinkedHashMap<>();
        list(root, "resources").stream()
                .map(kustomization::resolve)
                .filter(Files::isDirectory)
                .forEach(base -> found.putAll(generated(base)));
        for (Object generator : (List<?>) or(root.get("configMapGenerator"), List.of())) {
            Map<?, ?> map = (Map<?, ?>) generator;
            found.put(
                    map.get("name").toString(),
                    list(map, "files").stream().map(kustomization::resolve).toList());
        }
        return found;
    }

    <T> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static Manifests of(List<Map<?, ?>> documents) {
        List<KubernetesObject> objects = new ArrayList<>();
        List<Map<?, ?>> customs = new ArrayList<>();
        for (Map<?, ?> document : documents) {
            if (CUSTOM.equals(document.get("apiVersion"))) {
                customs.add(document);
            } else {
                objects.add(typed(document));
            }
        }
        return new Manifests(List.copyOf(objects), List.copyOf(customs));
    }

    private static KubernetesObject typed(Map<?, ?> document) {
        try {
            return (KubernetesObject) Yaml.load(Yaml.dump(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(Path kustomization, List<Map<?, ?>> into) {
        for (String resource : list(kustomization(kustomization), "resources")) {
            Path path = kustomization.resolve(resource);
            if (Files.isDirectory(path)) {
                collect(path, into);
            } else {
                into.addAll(documents(path));
            }
        }
    }

    private static Map<?, ?> kustomization(Path folder) {
        return documents(folder.resolve("kustomization.yaml")).get(0);
    }

    private static List<Map<?, ?>> documents(Path file) {
        List<Map<?, ?>> documents = new ArrayList<>();
        new Load(LoadSettings.builder().setLabel(file.toString()).build())
                .loadAllFromString(text(file))
                .forEach(document -> documents.add((Map<?, ?>) document));
        return documents;
    }

    private static Map<String, String> texts(List<Path> files) {
        Map<String, String> texts = new LinkedHashMap<>();
        files.forEach(file -> texts.put(file.getFileName().toString(), text(file)));
        return texts;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> list(Map<?, ?> map, String key) {
        return Stream.of((List<?>) or(map.get(key), List.of()))
                .flatMap(List::stream)
                .map(Object::toString)
                .toList();
    }

    private static Object or(Object value, Object otherwise) {
        return value == null ? otherwise : value;
    }
}
