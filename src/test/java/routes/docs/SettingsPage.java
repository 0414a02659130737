package routes.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What may be set from outside, as a page, made of application.properties and of the head of the start script. */
final class SettingsPage {

    private static final Path PROPERTIES = Path.of("src/main/resources/application.properties");
    private static final Path SCRIPT = Path.of("bin/caravanserai");
    private static final Pattern OF_THE_SCRIPT = Pattern.compile("(?m)^# ([A-Z_]+) {2,}(.+)$");
    private static final Pattern SETTING = Pattern.compile(
            "(hub\\.[a-z.]+|quarkus\\.(?:http|management)\\.(?:host|port|idle-timeout)|quarkus\\.oidc\\.tenant-enabled)=(.*)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):(.*)}");

    private SettingsPage() {}

    /** Properties that one comment is about. */
    private record Group(String comment, List<String> settings) {}

    static String markdown() throws IOException {
        StringBuilder text = new StringBuilder(ReferenceTest.note(PROPERTIES + " and " + SCRIPT)).append('\n');
        text.append("# Settings\n\n");
        text.append(
                "What the hub itself is told, apart from [HUB_HOME](hub-home.md): by an environment variable, or as a system property"
                        + " (`-Dhub.watch=5s`). Any setting of Quarkus can be given in the same way; those that users of the hub need are listed"
                        + " here.\n");
        for (Group group : groups()) {
            text.append('\n').append(group.comment()).append("\n\n");
            text.append("| environment | property | default |\n| --- | --- | --- |\n");
            group.settings().forEach(setting -> text.append(row(setting)).append('\n'));
        }
        text.append(
                "\n## The start script\n\n[`bin/caravanserai`](cli.md) and the commands also read, from the environment alone:\n\n");
        text.append("| environment | meaning |\n| --- | --- |\n");
        OF_THE_SCRIPT
                .matcher(Files.readString(SCRIPT))
                .results()
                .forEach(variable -> text.append("| `" + variable.group(1) + "` | " + variable.group(2) + " |\n"));
        return text.toString();
    }

    private static List<Group> groups() throws IOException {
        List<Group> groups = new ArrayList<>();
        List<String> comment = new ArrayList<>();
        boolean begins = true;
        for (String line : Files.readAllLines(PROPERTIES)) {
            if (line.startsWith("#")) {
                if (begins) {
                    comment.clear();
                }
                comment.add(line.substring(1).strip());
                begins = false;
            } else if (line.isBlank()) {
                comment.clear();
            } else {
                if (SETTING.matcher(line).matches()) {
                    add(groups, String.join(" ", comment), line);
                }
                begins = true;
            }
        }
        return groups;
    }

    /** One without a comment of its own belongs to the one before. */
    private static void add(List<Group> groups, String comment, String setting) {
        boolean same =
                !groups.isEmpty() && groups.get(groups.size() - 1).comment().equals(comment);
        if (!same) {
            if (comment.isEmpty()) {
                throw new IllegalStateException("a setting needs a comment in " + PROPERTIES + ": " + setting);
            }
            groups.add(new Group(comment, new ArrayList<>()));
        }
        groups.get(groups.size() - 1).settings().add(setting);
    }

    private static String row(String line) {
        Matcher setting = SETTING.matcher(line);
        if (!setting.matches()) {
            throw new IllegalArgumentException(line);
        }
        String name = setting.group(1);
        Matcher variable = VARIABLE.matcher(setting.group(2));
        boolean isNamed = variable.matches();
        String value = isNamed ? variable.group(2) : setting.group(2);
        String derived = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        String environment = isNamed ? variable.group(1) : derived;
        return Stream.of("`" + environment + "`", "`" + name + "`", value.isEmpty() ? "not set" : "`" + value + "`")
                .collect(java.util.stream.Collectors.joining(" | ", "| ", " |"));
    }
}
