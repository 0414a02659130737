package routes.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.config.ConfigReader;
import routes.model.Problem;

/** What a source can give, and what the dead letter target takes at most, as far as the files tell. */
class SizeLintTest {

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({
        "'rabbitmq: { queue: in }', 'sqs: { queue: dead }', 16777216, 1048576, consumer_timeout",
        "'rabbitmq: { queue: in }', 'sns: { topicArn: \"arn:aws:sns:eu-west-1:000000000000:dead\" }', 16777216, 262144, consumer_timeout",
        "'sqs: { queue: in }', 'sns: { topicArn: \"arn:aws:sns:eu-west-1:000000000000:dead\" }', 1048576, 262144, 12 hours"
    })
    void warnsWithBothLimitsAndWhatTheSourceDoesMeanwhile(
            String from, String deadLetter, String most, String limit, String meanwhile) throws Exception {
        assertThat(problems(from, deadLetter, ""))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .startsWith("routes/r.yaml:")
                        .contains(
                                "warning: the source can give events of " + most + " bytes",
                                "takes " + limit,
                                meanwhile)
                        .endsWith("[dead-letter-limit]"));
    }

    @ParameterizedTest
    @CsvSource({"tooLarge: cut", "tooLarge: park", "allow: [dead-letter-limit]"})
    void isSilentWhereTheRouteSaysWhatHappens(String line) throws Exception {
        assertThat(problems("rabbitmq: { queue: in }", "sqs: { queue: dead }", line))
                .isEmpty();
    }

    @Test
    void isSilentWhereTheLettersFitOrNothingIsKnown() throws Exception {
        assertThat(problems("rabbitmq: { queue: in }", "rabbitmq: { queue: dead }", ""))
                .isEmpty();
        assertThat(problems("sqs: { queue: in }", "sqs: { queue: dead }", "")).isEmpty();
        assertThat(problems("kafka: { topic: in }", "sqs: { queue: dead }", "")).isEmpty();
        assertThat(problems("rabbitmq: { queue: in }", "kafka: { topic: dead }", ""))
                .isEmpty();
    }

    private List<Problem> problems(String from, String deadLetter, String line) throws Exception {
        Files.createDirectories(home.resolve("routes"));
        Files.writeString(home.resolve("hub.yaml"), """
                connections:
                  kafka: { kafka: { brokers: "localhost:9092" } }
                  rabbit: { rabbitmq: { addresses: "localhost:5672" } }
                  aws: { aws: { region: eu-west-1 } }
                """);
        Files.writeString(home.resolve("routes/r.yaml"), """
                routes:
                  all: { from: { rabbitmq: { queue: a } }, to: { sqs: { queue: b } }, deadLetter: { kafka: { topic: c } } }
                  r:
                    from: { %s }
                    to: { kafka: { topic: out } }
                    deadLetter: { %s }
                    %s
                """.formatted(from, deadLetter, line));
        return CompiledConfiguration.of(new ConfigReader(name -> Optional.empty()).read(home))
                .problems();
    }
}
