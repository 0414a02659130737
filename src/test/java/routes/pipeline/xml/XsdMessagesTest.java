package routes.pipeline.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import routes.event.Event;
import routes.model.DeadLetterReason;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.ResourceFiles;
import routes.pipeline.body.StepException;

/** A body that breaks a rule of an XML Schema is told which element or attribute breaks it, and how; never with its values. */
class XsdMessagesTest {

    private static final String SECRET = "s3cret";

    private static XsdValidator validator() throws Exception {
        return XsdValidator.of(
                "schemas/order.xsd",
                new ResourceFiles(Map.of(
                        "schemas/order.xsd", Files.readAllBytes(Path.of("src/test/resources/order-rules.xsd")))));
    }

    private static String said(String body) throws Exception {
        XsdValidator validator = validator();
        StepException said = catchThrowableOfType(
                StepException.class,
                () -> validator.validate(
                        new EventContext(Event.of(body.getBytes(java.nio.charset.StandardCharsets.UTF_8)))));
        assertThat(said.reason()).isEqualTo(DeadLetterReason.SCHEMA);
        return said.getMessage();
    }

    @TestFactory
    Stream<DynamicTest> sayWhichElementBreaksWhichRule() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/xsd-messages.txt")).stream()
                .map(line -> line.split(" ⇒ "))
                .map(parts ->
                        dynamicTest(parts[0], () -> assertThat(said(parts[0])).isEqualTo(parts[1])));
    }

    /** Values that look like the message of the parser around them. */
    @TestFactory
    Stream<DynamicTest> neverShowAValue() {
        String item = "<order xmlns='urn:o'><id>a</id><item qty='1'>%s</item></order>";
        String tier = "<order xmlns='urn:o'><id>a</id><item qty='1'>AB-1</item><tier>%s</tier></order>";
        String quantity = "<order xmlns='urn:o'><id>a</id><item qty=\"%s\">AB-1</item></order>";
        String fixed = "<order xmlns='urn:o'><id>a</id><item qty='1' cur=\"%s\">AB-1</item></order>";
        String date = "<order xmlns='urn:o'><id>a</id><item qty='1'>AB-1</item><date>%s</date></order>";
        return Stream.of(
                        item.formatted("x' is not facet-valid with respect to pattern '" + SECRET + "' for type 'a'."),
                        tier.formatted("' is not facet-valid with respect to enumeration '[" + SECRET
                                + "]'. It must be a value from the enumeration."),
                        quantity.formatted("' of attribute '" + SECRET + "' on element 'x'"),
                        quantity.formatted(
                                "0' is not facet-valid with respect to minInclusive '" + SECRET + "' for type 'q'."),
                        fixed.formatted("' Attribute '" + SECRET + "' has a fixed value of '" + SECRET + "'."),
                        date.formatted("' is not a valid value for '" + SECRET + "'."),
                        "<order xmlns='urn:o'><id>a</id><x xmlns=\"One of '{" + SECRET + "}' is expected.\"/></order>")
                .map(body -> dynamicTest(body, () -> assertThat(said(body)).doesNotContain(SECRET)));
    }

    @Test
    void sayItInOneLanguageWhateverTheLocaleIs() throws Exception {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(said("<order xmlns='urn:o'/>"))
                    .isEqualTo("line 1, column 23: /order: is not complete; missing is 'id' (cvc-complex-type.2.4.b)");
        } finally {
            Locale.setDefault(before);
        }
    }
}
