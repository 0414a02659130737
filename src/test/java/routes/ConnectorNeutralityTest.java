package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A connector is added without touching the packages that serve all of them: none of these names a kind in its code. */
class ConnectorNeutralityTest {

    private static final List<String> NEUTRAL = List.of("pipeline", "delivery", "control", "api", "cli");
    private static final Pattern KIND = Pattern.compile("kafka|rabbit|sqs|sns|aws", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);

    /** Texts for people, which name products and not kinds. */
    private static final List<String> TEXTS = List.of(
            "names starting with Camel, kafka. or org.apache.camel.",
            "Routes events between Kafka, RabbitMQ, SQS and SNS.");

    @Test
    void noPackageThatServesAllConnectorsNamesOne() throws IOException {
        List<String> named = new ArrayList<>();
        for (String room : NEUTRAL) {
            try (Stream<Path> files = Files.walk(Path.of("src/main/java/routes", room))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    kinds(Files.readString(file)).forEach(kind -> named.add(file + ": " + kind));
                }
            }
        }

        assertThat(named).isEmpty();
    }

    @Test
    void findsAKindThatIsNamed() {
        assertThat(kinds("/* kafka */ class A { // sqs\n String s = \"rabbitmq:vip\"; KafkaTargetSpec t; }"))
                .containsExactly("rabbit", "Kafka");
    }

    private static List<String> kinds(String source) {
        String code = COMMENT.matcher(source).replaceAll("");
        for (String text : TEXTS) {
            code = code.replace(text, "");
        }
        List<String> kinds = new ArrayList<>();
        Matcher matcher = KIND.matcher(code);
        while (matcher.find()) {
            kinds.add(matcher.group());
        }
        return kinds;
    }
}
