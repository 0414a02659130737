package routes.pipeline.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ECMA-262 says of patterns in Unicode mode, above all where Java's own say something else. */
class EcmaRegexTest {

    private static boolean found(String pattern, String text) {
        return BoundedPattern.ofEcma(pattern).foundIn(text);
    }

    @Test
    void anchorsAreStrict() {
        for (String end : new String[] {"\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029"}) {
            assertThat(found("^[0-9]{3}$", "123" + end)).as(end).isFalse();
            assertThat(found("^[0-9]{3}$", end + "123")).as(end).isFalse();
        }
        assertThat(found("^[0-9]{3}$", "123")).isTrue();
        assertThat(found("^$", "\n")).isFalse();
        assertThat(found("a$|b", "a\n")).isFalse();
    }

    @Test
    void spaceIsWhatEcmaCallsSpace() {
        String space = "\t\n\u000b\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
                + "\u2028\u2029\u202f\u205f\u3000\ufeff";
        assertThat(found("^\\s+$", space)).isTrue();
        assertThat(found("^[\\s]+$", space)).isTrue();
        assertThat(found("\\S", space)).isFalse();
        assertThat(found("[^\\s]", space)).isFalse();
        for (String none : new String[] {"\u0085", "\u180e", "\u200b", "\u2060", "\u001c", "_"}) {
            assertThat(found("\\s", none)).as("U+%04X", (int) none.charAt(0)).isFalse();
            assertThat(found("[\\S]", none)).isTrue();
        }
    }

    @Test
    void digitsAndWordsAreAscii() {
        assertThat(found("\\d", "\u0663")).isFalse();
        assertThat(found("^\\D$", "\u0663")).isTrue();
        assertThat(found("\\w", "é")).isFalse();
        assertThat(found("^[^\\W]+$", "aZ_09")).isTrue();
        assertThat(found("\\bM\\b", "Mü")).isTrue();
        assertThat(found("^\\Bü", "ü")).isTrue();
    }

    @Test
    void classesHaveNoSetOperations() {
        assertThat(found("^[a-z&&[^b]]$", "b]")).isTrue();
        assertThat(found("^[a-z&&[^b]]$", "c")).isFalse();
        assertThat(found("^[[a]$", "[")).isTrue();
        assertThat(found("^[a&&b]+$", "&&")).isTrue();
        assertThat(found("^[^]$", "\n")).isTrue();
        assertThat(found("[]", "a")).isFalse();
        assertThat(found("^[\\^\\-\\]\\\\]+$", "^-]\\")).isTrue();
        assertThat(found("^[ #]+$", "# ")).isTrue();
        assertThat(found("^[\\b]$", "\b")).isTrue();
        assertThat(found("^[\\W\\d]+$", "1-é")).isTrue();
        assertThat(found("^[^\\W\\d]+$", "a1")).isFalse();
    }

    @Test
    void dotStopsAtTheLineEndsOfEcma() {
        for (String end : new String[] {"\n", "\r", "\u2028", "\u2029"}) {
            assertThat(found("^.$", end)).isFalse();
        }
        for (String none : new String[] {"\u0085", "\u000b", "\f", "\ud83d\ude00"}) {
            assertThat(found("^.$", none)).isTrue();
        }
        assertThat(found("^(?s:.)$", "\n")).isTrue();
        assertThat(found("(?m:^a$)", "b\na\u2028")).isTrue();
        assertThat(found("^(?i:É)$", "é")).isTrue();
        assertThat(found("^(?i:a(?-i:b))$", "AB")).isFalse();
    }

    @Test
    void escapesStandForCharacters() {
        assertThat(found("^\\cA\\ca\\cZ$", "\u0001\u0001\u001a")).isTrue();
        assertThat(found("^\\x41\\u0042\\u{43}\\u{00001F600}\\ud83d\\ude00\\0$", "ABC\ud83d\ude00\ud83d\ude00\0"))
                .isTrue();
        assertThat(found("^\\/\\-\\$\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\^\\\\$", "/-$.*+?()[]{}|^\\"))
                .isTrue();
        assertThat(found("^\\@\\_\\\"\\:\\ \\,$", "@_\": ,")).isTrue();
        assertThat(found("^\\t\\n\\v\\f\\r$", "\t\n\u000b\f\r")).isTrue();
    }

    @Test
    void charactersAreCodePoints() {
        assertThat(found("^.$", "\ud83d\ude00")).isTrue();
        assertThat(found("^\ud83d\ude00{2}$", "\ud83d\ude00\ud83d\ude00")).isTrue();
        assertThat(found("[^\\u{1F600}]", "\ud83d\ude00")).isFalse();
        assertThat(found("\\P{So}", "\ud83d\ude00")).isFalse();
        assertThat(found("\\ude00", "\ud83d\ude00")).isFalse();
        assertThat(found("(?<=^[\\u{1F600}-\\u{1F64F}])a", "\ud83d\ude00a")).isTrue();
        assertThat(found("^[\\ud83d\\ude00-\\ud83d\\ude4f]$", "\ud83d\ude01")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "L, é, 1", "Letter, é, 1", "Lu, é, !", "Uppercase_Letter, É, 1", "gc=Nd, ٣, 1", "General_Category=Number, Ⅷ, 1",
        "digit, ٣, 1", "Script=Greek, Ω, 1", "sc=Grek, Ω, 1", "Script=Greek, a, !", "Script=Old_Italic, a, !",
                "Alphabetic, é, 1",
        "White_Space, \u00a0, 1", "ASCII, é, !", "Any, é, 1", "Hex_Digit, ٣, !", "ASCII_Hex_Digit, f, 1",
                "ID_Start, é, 1",
        "ID_Start, 1, !", "ID_Continue, 1, 1", "Punctuation, !, 1", "Assigned, a, 1"
    })
    void knowsThePropertiesOfCharacters(String property, String text, String isTrue) {
        assertThat(found("^\\p{" + property + "}$", text)).isEqualTo(isTrue.equals("1"));
        assertThat(found("^[\\p{" + property + "}]$", text)).isEqualTo(isTrue.equals("1"));
        assertThat(found("^\\P{" + property + "}$", text)).isEqualTo(!isTrue.equals("1"));
        assertThat(found("^[^\\p{" + property + "}]$", text)).isEqualTo(!isTrue.equals("1"));
    }

    @Test
    void referencesFollowGroups() {
        assertThat(found("^(?<year_1>\\d)\\k<year_1>$", "11")).isTrue();
        assertThat(found("^(?<é>\\d)\\k<é>$", "12")).isFalse();
        assertThat(found("^(['\"]).*\\1$", "'a'")).isTrue();
        assertThat(found("^(['\"]).*\\1$", "'a\"")).isFalse();
        assertThat(found("^(?:(a)|b)\\1$", "b")).isTrue();
        assertThat(found("^(?:(a)|b)\\1$", "a")).isFalse();
        assertThat(found("^(a)?b\\1$", "b")).isTrue();
        assertThat(found("^\\1(a)$", "a")).isTrue();
        assertThat(found("^(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\10$", "abcdefghijj")).isTrue();
        assertThat(found("^(?:(.)\\1)+$", "aabb")).isTrue();
        assertThat(found("^(?:(?<a>x)|(?<a>y))$", "y")).isTrue();
    }

    @Test
    void repetitionsAndLookaroundMeanTheSame() {
        assertThat(found("^a{2,3}?$", "aaa")).isTrue();
        assertThat(found("^a{0,99999999999}$", "aaa")).isTrue();
        assertThat(found("^(?=.*\\d)(?!.*\\s).{3,}$", "ab1")).isTrue();
        assertThat(found("(?<=\\$)\\d+(?<!0)$", "$42")).isTrue();
        assertThat(found("(?<=^a+)b", "aaab")).isTrue();
    }

    @Test
    void takesWhatOlderPatternsHave() {
        assertThat(found("^[\\w-.]+$", "a-.")).isTrue();
        assertThat(found("^[\\w-\\d]+$", "a-1")).isTrue();
        assertThat(found("^{a}]$", "{a}]")).isTrue();
        assertThat(found("^[a-]$", "-")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "a)",
                "(a",
                "[a",
                "*",
                "a**",
                "a*+",
                "a{2}{3}",
                "a{2}+",
                "{2}",
                "a{,5}",
                "a{3,2}",
                "a{1",
                "a{99999999999}",
                "\\",
                "\\A",
                "\\Z",
                "\\z",
                "\\a",
                "\\e",
                "\\h",
                "\\R",
                "\\Q",
                "\\G",
                "\\x4",
                "\\xg1",
                "\\u12",
                "\\u{110000}",
                "\\u{}",
                "\\u{12",
                "\\c1",
                "\\c",
                "\\01",
                "\\1",
                "(a)\\2",
                "\\k<a>",
                "\\k",
                "(?<a>)\\k<b>",
                "\\p",
                "\\p{",
                "\\p{Foo}",
                "\\p{letter}",
                "\\p{Script=greek}",
                "\\p{Script}",
                "\\pL",
                "(?i)a",
                "(?P<a>b)",
                "(?#a)",
                "(?>a)",
                "(?ii:a)",
                "(?-:a)",
                "(?<>a)",
                "(?<1>a)",
                "(?<a",
                "(?<a>.)(?<a>.)",
                "(?<a>(?<a>.))",
                "^*",
                "(?=a)*",
                "[b-a]",
                "[\\x4]",
                "[\\q]",
                "a|*",
                "(?:a",
                "(?!a"
            })
    void refusesWhatIsNoPattern(String pattern) {
        assertThatThrownBy(() -> BoundedPattern.ofEcma(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a regular expression");
        assertThat(EcmaRegex.isPattern(pattern)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\p{Emoji}",
                "\\p{Script_Extensions=Greek}",
                "(?<=(?:ab)*)c",
                "(?:(a)|b)*\\1",
                "(?<=(a)\\1)b",
                "(?:(?<a>x)|(?<a>y))\\k<a>"
            })
    void refusesWhatJavaCannotMatchAndStillKnowsThatItIsAPattern(String pattern) {
        assertThatThrownBy(() -> BoundedPattern.ofEcma(pattern)).isInstanceOf(IllegalArgumentException.class);
        assertThat(EcmaRegex.isPattern(pattern)).isTrue();
    }

    @Test
    void saysWhereAndWhatToWriteInstead() {
        assertThatThrownBy(() -> BoundedPattern.ofEcma("ab\\Z"))
                .hasMessage(
                        "not a regular expression of ECMA-262: '\\Z' is not an escape; for the end of the text write $,"
                                + " at character 4");
        assertThatThrownBy(() -> BoundedPattern.ofEcma("(?P<year>a)")).hasMessageContaining("(?<name>…)");
        assertThatThrownBy(() -> BoundedPattern.ofEcma("(?i)a")).hasMessageContaining("(?i:…)");
        assertThatThrownBy(() -> BoundedPattern.ofEcma("\\p{Foo}")).hasMessageContaining("\\p{Letter}");
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        assertThatThrownBy(() -> BoundedPattern.ofEcma("(".repeat(32_000) + ")".repeat(32_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nested too deeply");
    }
}
