package routes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.control.OperationRejectedException;
import routes.control.OperationRejectedException.Cause;

class EntityTagsTest {

    private static final String CURRENT = "c0ffee";

    private static EntityTags tags(String... values) {
        return EntityTags.of("If-Match", List.of(values)).orElseThrow();
    }

    private static String expected(String... values) {
        return tags(values).expected(() -> Optional.of(CURRENT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*                      | *",
                "\"c0ffee\"             | c0ffee",
                "c0ffee                 | c0ffee",
                "\"old\"                | old",
                "\"old\", \"c0ffee\"    | c0ffee",
                "\"old\",, \"older\"    | old",
                "W/\"c0ffee\", \"old\"  | old",
                "\"\"                   | ''",
            })
    void nameTheRevisionThatMayBeReplaced(String header, String revision) {
        assertThat(expected(header)).isEqualTo(revision);
    }

    @Test
    void mayComeInSeveralHeaders() {
        assertThat(expected("\"old\"", "\"c0ffee\"")).isEqualTo(CURRENT);
        assertThat(EntityTags.of("If-Match", List.of())).isEmpty();
    }

    @Test
    void sayThatAWeakTagCannotBeUsedAndWhichRevisionIsCurrent() {
        OperationRejectedException refusal =
                catchThrowableOfType(OperationRejectedException.class, () -> expected("W/\"c0ffee\""));

        assertThat(refusal.why()).isEqualTo(Cause.OUTDATED);
        assertThat(refusal)
                .hasMessage(
                        "a weak tag (W/\"…\") cannot be used in If-Match, because it does not name one revision: the"
                                + " route is at revision \"c0ffee\"; if that is what you have read, send If-Match: \"c0ffee\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"open",
                "*, \"c0ffee\"",
                "w/\"c0ffee\"",
                "",
                ",",
                "two words \"",
                "\"a\" * ",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa*"
            })
    void areRefusedWhereTheyAreNoTags(String header) {
        OperationRejectedException refusal = catchThrowableOfType(OperationRejectedException.class, () -> tags(header));

        assertThat(refusal.why()).isEqualTo(Cause.MALFORMED);
        assertThat(refusal).hasMessageContaining("the header If-Match must be * or the revision in quotes");
    }

    @Test
    void matchAsGetComparesThem() {
        assertThat(tags("W/\"c0ffee\"").matches(CURRENT)).isTrue();
        assertThat(tags("\"old\", \"c0ffee\"").matches(CURRENT)).isTrue();
        assertThat(tags("*").matches(CURRENT)).isTrue();
        assertThat(tags("\"old\"").matches(CURRENT)).isFalse();
    }
}
