package routes.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import routes.config.ConfigReader;
import routes.config.ReadResult;

/**
 * The blocks of a page, laid out as the HUB_HOME that they describe: YAML by the name in the comment of its first line, JSON by
 * its {@code $comment}. A page without a hub.yaml gets that of the README, without the connections that it does not use.
 */
final class DocumentedHome {

    private static final Pattern FILE_OF_THE_HUB = Pattern.compile("hub\\.yaml|(?:routes|camel)/[a-z-]+\\.yaml");
    private static final Pattern CONNECTION_OF_A_LINE = Pattern.compile("^  \\w+: +\\{ (kafka|rabbitmq|aws): .*");
    private static final String SECRETS = "/run/secrets/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final Page page;
    private boolean isGiven;

    /** A file of HUB_HOME, or, where {@code name} is empty, something else. */
    record NamedBlock(Optional<String> name, String text) {

        boolean isOfTheHub() {
            return name.filter(file -> FILE_OF_THE_HUB.matcher(file).matches()).isPresent();
        }
    }

    DocumentedHome(Path folder, Page page) throws IOException {
        this.home = Files.createDirectories(folder.resolve("home"));
        this.page = page;
        Files.createDirectories(secrets());
    }

    private Path secrets() {
        return home.resolveSibling("secrets");
    }

    /** The YAML and JSON blocks of a page, each with its name. Whatever they are, they can be parsed. */
    static List<NamedBlock> blocks(Page page) throws IOException {
        List<NamedBlock> named = new ArrayList<>();
        for (Page.Block block : page.blocks()) {
            if (block.language().equals("yaml")) {
                new Load(LoadSettings.builder().build()).loadFromString(block.text());
                named.add(new NamedBlock(Optional.of(name(page, block.text())), block.text()));
            } else if (block.language().equals("json")) {
                JsonNode json = JSON.readTree(block.text());
                named.add(new NamedBlock(
                        Optional.ofNullable(json.get("$comment")).map(JsonNode::textValue), block.text()));
            }
        }
        return named;
    }

    private static String name(Page page, String yaml) {
        String first = yaml.lines().findFirst().orElse("");
        if (!first.startsWith("# ")) {
            throw new IllegalStateException(
                    page + ": the first line of a YAML block must be a comment with the file's name, but is: " + first);
        }
        return first.substring(2);
    }

    /**
     * Each state that the page leads its reader to: whenever a block is about to replace another, and at the end.
     *
     * @param check is also told whether it is the end
     */
    void eachState(BiConsumer<ReadResult, Boolean> check) throws IOException {
        List<NamedBlock> blocks = blocks(page);
        if (blocks.stream().noneMatch(NamedBlock::isOfTheHub)) {
            return;
        }
        for (NamedBlock block : blocks) {
            boolean isFile = block.isOfTheHub()
                    || block.name().filter(name -> name.startsWith("schemas/")).isPresent();
            if (isFile) {
                Path file = home.resolve(block.name().orElseThrow());
                if (Files.exists(file)) {
                    check.accept(read(blocks), false);
                }
                write(file, block.text());
            }
        }
        check.accept(read(blocks), true);
    }

    private ReadResult read(List<NamedBlock> blocks) throws IOException {
        isGiven |= blocks.stream().anyMatch(block -> block.name().equals(Optional.of("hub.yaml")));
        if (!isGiven) {
            write(home.resolve("hub.yaml"), ofTheReadme(blocks));
        }
        return new ConfigReader(name -> Optional.of("secret").filter(value -> name.endsWith("_PASSWORD"))).read(home);
    }

    private static String ofTheReadme(List<NamedBlock> blocks) {
        String routes = blocks.stream().map(NamedBlock::text).collect(Collectors.joining());
        String hub = Page.of("README.md").blocks("yaml").stream()
                .filter(block -> block.startsWith("# hub.yaml\n"))
                .findFirst()
                .orElseThrow();
        return hub.lines()
                .filter(line -> {
                    var connection = CONNECTION_OF_A_LINE.matcher(line);
                    return !connection.matches() || isUsed(connection.group(1), routes);
                })
                .collect(Collectors.joining("\n"));
    }

    private static boolean isUsed(String kind, String routes) {
        return switch (kind) {
            case "aws" -> routes.contains("sqs:") || routes.contains("sns:");
            case "rabbitmq" -> routes.contains("rabbitmq:");
            default -> true;
        };
    }

    /** Secrets lie where this process may write them. */
    private void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.replace(SECRETS, secrets() + "/"));
        for (var secret : Pattern.compile(Pattern.quote(SECRETS) + "([a-z/-]+)")
                .matcher(text)
                .results()
                .toList()) {
            Path held = secrets().resolve(secret.group(1));
            Files.createDirectories(held.getParent());
            Files.writeString(held, "secret");
        }
    }
}
