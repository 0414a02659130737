package routes.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1DeploymentSpec;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1ResourceRequirements;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1ServicePort;
import io.kubernetes.client.openapi.models.V1Volume;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a cluster would refuse or kill, found without one. HUB_RENDERED_MANIFESTS names what kubectl kustomize printed, as
 * one file or several with the path separator between them; without it the files are read as they are written.
 */
class ManifestsTest {

    private static final Path BASE = Path.of("k8s/base");
    private static final Path EXAMPLE = Path.of("k8s/overlays/example");
    private static final Map<String, String> LABELS = Map.of("app.kubernetes.io/name", "caravanserai");

    private static Map<String, Manifests> manifests() {
        Map<String, Manifests> found = new TreeMap<>();
        String rendered = System.getenv("HUB_RENDERED_MANIFESTS");
        if (rendered == null || rendered.isBlank()) {
            Stream.of(BASE, EXAMPLE).forEach(folder -> found.put(folder.toString(), Manifests.written(folder)));
        } else {
            Stream.of(rendered.split(Pattern.quote(File.pathSeparator)))
                    .forEach(file -> found.put(file, Manifests.rendered(Path.of(file))));
        }
        return found;
    }

    /** Both kustomizations by every rule. A factory, because a test extension on the class path claims all test templates. */
    @TestFactory
    Stream<DynamicTest> everyManifest() {
        Map<String, Consumer<Manifests>> rules = new LinkedHashMap<>();
        rules.put("probesTheManagementPort", ManifestsTest::probesTheManagementPort);
        rules.put("runsUnderRestrictedPodSecurity", ManifestsTest::runsUnderRestrictedPodSecurity);
        rules.put("mayTouchOneConfigMapOfTheClusterAndNothingElse", ManifestsTest::mayTouchOneConfigMap);
        rules.put("drainsBeforeItIsKilled", ManifestsTest::drainsBeforeItIsKilled);
        rules.put("replacesNoPodBeforeAnotherIsReady", ManifestsTest::replacesNoPodBeforeAnotherIsReady);
        rules.put("boundsWhatTheHubUses", ManifestsTest::boundsWhatTheHubUses);
        rules.put("refersOnlyToWhatExists", ManifestsTest::refersOnlyToWhatExists);
        rules.put("selectsItsOwnPodsEverywhere", ManifestsTest::selectsItsOwnPodsEverywhere);
        rules.put("isReachedByTheNamesOfItsPorts", ManifestsTest::isReachedByTheNamesOfItsPorts);
        rules.put("isScrapedWhereItsMetricsAre", ManifestsTest::isScrapedWhereItsMetricsAre);
        rules.put("namesAFixedImage", ManifestsTest::namesAFixedImage);
        rules.put("validatesTheHomeBeforeTheHubStarts", ManifestsTest::validatesTheHomeBeforeTheHubStarts);
        rules.put("isReadyOnlyWithASoundHome", ManifestsTest::isReadyOnlyWithASoundHome);
        return manifests().entrySet().stream()
                .flatMap(some -> rules.entrySet().stream()
                        .map(rule -> dynamicTest(
                                some.getKey() + " " + rule.getKey(),
                                () -> rule.getValue().accept(some.getValue()))));
    }

    private static void probesTheManagementPort(Manifests manifests) {
        V1Container hub = hub(manifests);

        assertThat(hub.getPorts())
                .extracting(V1ContainerPort::getName, V1ContainerPort::getContainerPort)
                .containsExactly(tuple("http", 8080), tuple("management", 9000));
        assertThat(List.of(hub.getStartupProbe(), hub.getLivenessProbe(), hub.getReadinessProbe()))
                .allSatisfy(probe ->
                        assertThat(probe.getHttpGet().getPort().getStrValue()).isEqualTo("management"))
                .extracting(probe -> probe.getHttpGet().getPath())
                .containsExactly("/q/health/live", "/q/health/live", "/q/health/ready");
    }

    private static void runsUnderRestrictedPodSecurity(Manifests manifests) {
        V1PodSpec pod = pod(manifests);
        V1Container hub = hub(manifests);

        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(hub.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(hub.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(hub.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(hub.getSecurityContext().getCapabilities().getAdd()).isNullOrEmpty();
        assertThat(Stream.of(pod.getHostNetwork(), pod.getHostPID(), pod.getHostIPC()))
                .containsOnlyNulls();
        assertThat(manifests.all(V1ServiceAccount.class))
                .allSatisfy(account ->
                        assertThat(account.getAutomountServiceAccountToken()).isFalse());
    }

    private static void mayTouchOneConfigMap(Manifests manifests) {
        String halts = environment(manifests).get("HUB_HALTS_CONFIGMAP");

        assertThat(pod(manifests).getAutomountServiceAccountToken()).isTrue();
        assertThat(only(manifests.all(V1Role.class)).getRules()).singleElement().satisfies(rule -> {
            assertThat(rule.getResources()).containsExactly("configmaps");
            assertThat(rule.getResourceNames()).containsExactly(halts);
            assertThat(rule.getVerbs()).containsExactlyInAnyOrder("get", "patch");
        });
        V1RoleBinding binding = only(manifests.all(V1RoleBinding.class));
        assertThat(binding.getRoleRef().getName())
                .isEqualTo(only(manifests.all(V1Role.class)).getMetadata().getName());
        assertThat(binding.getSubjects())
                .singleElement()
                .satisfies(subject ->
                        assertThat(subject.getName()).isEqualTo(pod(manifests).getServiceAccountName()));
        assertThat(manifests.all(V1ConfigMap.class))
                .filteredOn(map -> halts.equals(map.getMetadata().getName()))
                .singleElement()
                .satisfies(map -> assertThat(map.getData()).isNullOrEmpty());
    }

    private static void drainsBeforeItIsKilled(Manifests manifests) {
        Duration drain = Duration.parse("PT" + environment(manifests).get("HUB_DRAIN"));

        assertThat(drain.plusSeconds(10))
                .isLessThanOrEqualTo(Duration.ofSeconds(pod(manifests).getTerminationGracePeriodSeconds()));
    }

    private static void replacesNoPodBeforeAnotherIsReady(Manifests manifests) {
        V1DeploymentSpec deployment = only(manifests.all(V1Deployment.class)).getSpec();

        assertThat(deployment
                        .getStrategy()
                        .getRollingUpdate()
                        .getMaxUnavailable()
                        .getIntValue())
                .isZero();
        assertThat(deployment.getReplicas()).isGreaterThan(1);
    }

    private static void boundsWhatTheHubUses(Manifests manifests) {
        V1ResourceRequirements resources = hub(manifests).getResources();

        assertThat(List.of(resources.getRequests(), resources.getLimits()))
                .allSatisfy(bounds -> assertThat(bounds).containsOnlyKeys("cpu", "memory"));
    }

    private static void refersOnlyToWhatExists(Manifests manifests) {
        V1PodSpec pod = pod(manifests);
        List<String> maps = names(manifests.all(V1ConfigMap.class));

        assertThat(names(manifests.all(V1ServiceAccount.class))).contains(pod.getServiceAccountName());
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getConfigMap() != null)
                .filteredOn(volume -> !Boolean.TRUE.equals(volume.getConfigMap().getOptional()))
                .hasSize(3)
                .allSatisfy(volume ->
                        assertThat(maps).contains(volume.getConfigMap().getName()));
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getSecret() != null)
                .extracting(volume -> volume.getSecret().getSecretName())
                .containsExactly("hub-secrets");
        assertThat(hub(manifests).getVolumeMounts())
                .extracting(V1VolumeMount::getName)
                .containsExactlyInAnyOrderElementsOf(
                        pod.getVolumes().stream().map(V1Volume::getName).toList());
        assertThat(hub(manifests).getEnvFrom()).isNullOrEmpty();
    }

    private static void selectsItsOwnPodsEverywhere(Manifests manifests) {
        V1Deployment deployment = only(manifests.all(V1Deployment.class));
        Map<?, ?> monitor = only(manifests.customs());

        assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels()).containsAllEntriesOf(LABELS);
        assertThat(deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(LABELS);
        assertThat(only(manifests.all(V1Service.class)).getSpec().getSelector()).isEqualTo(LABELS);
        assertThat(only(manifests.all(V1PodDisruptionBudget.class))
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .isEqualTo(LABELS);
        assertThat(only(manifests.all(V1NetworkPolicy.class))
                        .getSpec()
                        .getPodSelector()
                        .getMatchLabels())
                .isEqualTo(LABELS);
        assertThat(((Map<?, ?>) monitor.get("spec")).get("selector")).isEqualTo(Map.of("matchLabels", LABELS));
    }

    private static void isReachedByTheNamesOfItsPorts(Manifests manifests) {
        assertThat(only(manifests.all(V1Service.class)).getSpec().getPorts())
                .extracting(V1ServicePort::getPort, port -> port.getTargetPort().getStrValue())
                .containsExactly(tuple(8080, "http"), tuple(9000, "management"));
    }

    private static void isScrapedWhereItsMetricsAre(Manifests manifests) {
        Map<?, ?> monitor = only(manifests.customs());
        Map<?, ?> spec = (Map<?, ?>) monitor.get("spec");

        assertThat(monitor.get("kind")).isEqualTo("PodMonitor");
        assertThat(monitor.keySet()).isEqualTo(Set.of("apiVersion", "kind", "metadata", "spec"));
        assertThat(spec.keySet()).isEqualTo(Set.of("selector", "podMetricsEndpoints"));
        assertThat(spec.get("podMetricsEndpoints"))
                .isEqualTo(List.of(Map.of("port", "management", "path", "/q/metrics", "interval", "15s")));
    }

    private static void namesAFixedImage(Manifests manifests) {
        assertThat(hub(manifests).getImage())
                .matches("[^:]+(:[0-9]+/[^:]+)?:[^:]+")
                .doesNotEndWith(":latest");
    }

    /** With all that the hub's own HUB_HOME is made of; what only the running hub needs is missing. */
    private static void validatesTheHomeBeforeTheHubStarts(Manifests manifests) {
        V1Container validate = only(pod(manifests).getInitContainers());
        V1Container hub = hub(manifests);

        assertThat(validate.getArgs()).containsExactly("validate");
        assertThat(validate.getCommand()).isNullOrEmpty();
        assertThat(validate.getImage()).isEqualTo(hub.getImage());
        assertThat(validate.getImagePullPolicy()).isEqualTo(hub.getImagePullPolicy());
        assertThat(validate.getVolumeMounts()).isEqualTo(hub.getVolumeMounts());
        assertThat(validate.getSecurityContext()).isEqualTo(hub.getSecurityContext());
        assertThat(validate.getResources()).isEqualTo(hub.getResources());
        List<V1EnvVar> ofTheHubAlone = hub.getEnv().stream()
                .filter(variable -> !validate.getEnv().contains(variable))
                .toList();
        assertThat(hub.getEnv()).containsAll(validate.getEnv());
        assertThat(ofTheHubAlone)
                .extracting(V1EnvVar::getName)
                .allMatch(name -> name.startsWith("HUB_") || name.startsWith("QUARKUS_"))
                .doesNotContain("HUB_HOME");
    }

    private static void isReadyOnlyWithASoundHome(Manifests manifests) {
        assertThat(environment(manifests)).containsEntry("HUB_STRICT", "true");
    }

    @Test
    void documentsEachSecretThatTheExampleReads() throws IOException {
        String guide = Files.readString(Path.of("k8s/README.md"));
        Matcher file = Pattern.compile("\\$\\{file:/run/secrets/hub/([^}]+)}")
                .matcher(Files.readString(EXAMPLE.resolve("hub/hub.yaml")));

        assertThat(file.results().map(result -> result.group(1)))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(guide).contains("--from-file=" + key));
    }

    @Test
    void setsEachVariableThatTheExampleReads() throws IOException {
        String patch = Files.readString(EXAMPLE.resolve("patches/deployment.yaml"));
        Matcher variable =
                Pattern.compile("\\$\\{env:([A-Z_]+)}").matcher(Files.readString(EXAMPLE.resolve("hub/hub.yaml")));

        assertThat(variable.results().map(result -> result.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(patch.split("- name: " + name + "\n"))
                        .as("once for the hub, and once for the check before it")
                        .hasSize(3));
    }

    @Test
    void laysOutAHomeAsThePodSeesIt() throws IOException {
        Path home = home(EXAMPLE);

        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> home.relativize(file).toString()))
                    .contains("hub.yaml", "routes/orders.yaml", "schemas/order.json");
        }
    }

    @Test
    void refusesAFieldThatTheKindDoesNotHave(@TempDir Path folder) throws IOException {
        Path wrong = Files.writeString(
                folder.resolve("wrong.yaml"),
                "{apiVersion: v1, kind: Service, metadata: {name: hub}, spec: {ports: [{porte: 8080}]}}");

        assertThatThrownBy(() -> Manifests.rendered(wrong)).hasMessageContaining("porte");
    }

    /** The HUB_HOME that the pods of a kustomization get, laid out in a new folder by the mounts of its Deployment. */
    static Path home(Path kustomization) throws IOException {
        Path home = Files.createTempDirectory("hub-home");
        Map<String, List<Path>> generated = Manifests.generated(kustomization);
        Manifests manifests = Manifests.written(kustomization);
        Path root = Path.of(environment(manifests).get("HUB_HOME"));
        for (V1Volume volume : pod(manifests).getVolumes()) {
            if (volume.getConfigMap() != null) {
                Path mounted = root.relativize(Path.of(mount(manifests, volume).getMountPath()));
                boolean single = mount(manifests, volume).getSubPath() != null;
                for (Path file : generated.getOrDefault(volume.getConfigMap().getName(), List.of())) {
                    Path target = home.resolve(single ? mounted : mounted.resolve(file.getFileName()));
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
        return home;
    }

    private static V1VolumeMount mount(Manifests manifests, V1Volume volume) {
        return only(hub(manifests).getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals(volume.getName()))
                .toList());
    }

    private static Map<String, String> environment(Manifests manifests) {
        return hub(manifests).getEnv().stream().collect(Collectors.toMap(V1EnvVar::getName, V1EnvVar::getValue));
    }

    private static V1PodSpec pod(Manifests manifests) {
        return only(manifests.all(V1Deployment.class)).getSpec().getTemplate().getSpec();
    }

    private static V1Container hub(Manifests manifests) {
        return only(pod(manifests).getContainers());
    }

    private static List<String> names(List<? extends KubernetesObject> objects) {
        return objects.stream().map(object -> object.getMetadata().getName()).toList();
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }
}
