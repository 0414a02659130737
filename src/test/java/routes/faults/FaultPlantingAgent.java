package routes.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/** An agent of the virtual machine that changes the hub's classes as they are loaded; the hub itself knows nothing of it. */
public final class FaultPlantingAgent {

    private FaultPlantingAgent() {}

    /** In the hub's virtual machine, where the hub's own classes are not in sight of this one. */
    public static void premain(String sabotage, Instrumentation instrumentation) {
        PlantedFault planted = PlantedFault.valueOf(sabotage);
        new AgentBuilder.Default()
                .type(ElementMatchers.named(planted.type()))
                .transform((builder, type, loader, module, domain) -> {
                    ClassFileLocator both = new ClassFileLocator.Compound(
                            ClassFileLocator.ForClassLoader.of(FaultPlantingAgent.class.getClassLoader()),
                            ClassFileLocator.ForClassLoader.of(loader));
                    return builder.visit(Advice.to(
                                    TypePool.Default.of(both)
                                            .describe(planted.advice().getName())
                                            .resolve(),
                                    both)
                            .on(planted.method()));
                })
                .installOn(instrumentation);
    }

    /** The option with which a hub is started that does this. */
    static String option(PlantedFault sabotage) {
        return "-javaagent:" + agent() + "=" + sabotage.name();
    }

    private static Path agent() {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", FaultPlantingAgent.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH, home(AgentBuilder.class).toUri().toString());
        try {
            Path jar = Files.createTempFile("saboteur-", ".jar");
            jar.toFile().deleteOnExit();
            try (OutputStream file = Files.newOutputStream(jar);
                    JarOutputStream entries = new JarOutputStream(file, manifest)) {
                for (Class<?> part : parts()) {
                    String name = part.getName().replace('.', '/') + ".class";
                    entries.putNextEntry(new JarEntry(name));
                    try (InputStream bytes = part.getClassLoader().getResourceAsStream(name)) {
                        bytes.transferTo(entries);
                    }
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Class<?>> parts() {
        return Stream.concat(
                        Stream.of(FaultPlantingAgent.class, PlantedFault.class),
                        Stream.of(PlantedFault.values()).map(PlantedFault::advice))
                .toList();
    }

    private static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
