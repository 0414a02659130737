package routes.pipeline.xml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexComplexityTest {

    /** The first two are of the payment messages of German banks, the third of those of all of SEPA. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "([A-Za-z0-9]|[\\+|\\?|/|\\-|:|\\(|\\)|\\.|,|'|\\s]){1,35}",
                "[a-zA-Z]{2,2}[0-9]{2,2}([A-Za-z0-9]|[\\+|\\?|/|\\-|:|\\(|\\)|\\.|,|']){3,3}([A-Za-z0-9]|[\\+|\\?|/|\\-|:|\\(|\\)|\\.|,|']){1,28}",
                "([A-Za-z0-9]|[+|\\?|/|\\-|:|\\(|\\)|\\.|,|'| ]){1,140}",
                "(a|b|\\n){1,1000}",
                "(a|b)*c",
            })
    void areFewWhereNoTwoBranchesBeginAlike(String pattern) {
        assertThat(RegexComplexity.in(pattern)).isLessThan(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "(a|a){1,35} 36",
                "([a-z]|[x-z]){1,35} 36",
                "([a-z]|m){1,35} 36",
                "([a-z]|\\w){1,35} 36",
                "([^a]|b){1,35} 36",
                "([a-z-[m]]|m){1,35} 36",
                "(a|ab){1,35} 36",
                "(a|){1,35} 36",
                "(a|.){1,35} 36",
                "(a|(b)){1,35} 36",
                "(a?|b){1,35} 71",
            })
    void areAsManyAsTwoBranchesMayBothGoOn(String pattern, int choices) {
        assertThat(RegexComplexity.in(pattern)).isEqualTo(choices);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "|", "\\", "[", "[]", "[a", "(a|[", "(a|\\", "[a-]", "(a-|b)", "([-a]|[a-\\]])", "(|)"})
    void areCountedInWhatIsNoPattern(String pattern) {
        assertThat(RegexComplexity.in(pattern)).isNotNegative();
    }
}
