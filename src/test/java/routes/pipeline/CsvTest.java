package routes.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import routes.event.Failure;
import routes.model.CsvHeader;
import routes.model.DeadLetterReason;
import routes.model.InvalidValueException;
import routes.model.StepSpec;
import routes.model.StepSpec.Format;

class CsvTest {

    private static final CsvHeader FIRST_LINE = new CsvHeader.FirstLine();
    private static final CsvHeader NONE = new CsvHeader.None();

    private static RouteSpecs csv() {
        return RouteSpecs.route().convert(Format.CSV, Format.JSON);
    }

    private static RouteSpecs csv(String separator, String quote, CsvHeader header) {
        return RouteSpecs.route().convertCsv(separator, quote, header);
    }

    private static CsvHeader names(String... names) {
        return new CsvHeader.Names(List.of(names));
    }

    private static String refused(RouteSpecs route, String body) {
        Failure failure = route.failure(body);
        assertThat(failure.reason()).isEqualTo(DeadLetterReason.PARSE);
        return failure.detail();
    }

    private static String unescaped(String text) {
        return text.translateEscapes();
    }

    /** A cell takes two bytes in CSV, and fifty times as many in memory: one event could take all memory of the hub. */
    @Test
    void refusesMoreCellsThanFitIntoMemory() {
        RouteSpecs lists = csv(",", "\"", NONE);

        assertThat(refused(lists, "a,".repeat(1_000_000)))
                .isEqualTo("not CSV: record 1 has 1000001 cells, more than 16384");
        assertThat(refused(lists, "a,b\n".repeat(700_000)))
                .isEqualTo("not CSV: it has more than 2000000 records and cells; have the sender split it");
        assertThat(refused(csv(), "a\n" + "1\n".repeat(1_000_000))).contains("more than 2000000 records and cells");
    }

    @Test
    void takesAHugeCell() {
        String huge = "x".repeat(5_000_000);

        assertThat(csv().delivered("a,b\n1," + huge + "\n")).isEqualTo("[{\"a\":\"1\",\"b\":\"" + huge + "\"}]");
    }

    @TestFactory
    Stream<DynamicTest> readsWhatPeopleWrite() {
        return Each.of(
                (String body, String separator, String json) -> assertThat(
                                csv(separator, "\"", FIRST_LINE).delivered(unescaped(body)))
                        .isEqualTo(json),
                "a,b\\r\\n1,\"x,\"\"y\"\"\"\\r\\n2,\\r\\n § auto § [{\"a\":\"1\",\"b\":\"x,\\\"y\\\"\"},{\"a\":\"2\",\"b\":\"\"}]",
                "a;b\\n1,5;2 § auto § [{\"a\":\"1,5\",\"b\":\"2\"}]",
                "a\\tb\\n1\\t2\\n § auto § [{\"a\":\"1\",\"b\":\"2\"}]",
                "a|b\\n1|2\\n § auto § [{\"a\":\"1\",\"b\":\"2\"}]",
                "sep=;\\r\\na;b\\r\\n1;2\\r\\n § auto § [{\"a\":\"1\",\"b\":\"2\"}]",
                "\"sep=;\"\\na;b\\n1;2\\n § auto § [{\"a\":\"1\",\"b\":\"2\"}]",
                "sep=^\\na^b\\n1^2\\n § auto § [{\"a\":\"1\",\"b\":\"2\"}]",
                "sep=,\\na,\"b;c\"\\n1,2\\n § auto § [{\"a\":\"1\",\"b;c\":\"2\"}]",
                "\ufeffa,b\\n1,2 § auto § [{\"a\":\"1\",\"b\":\"2\"}]",
                "\ufeffsep=;\\na;b\\n1;2 § auto § [{\"a\":\"1\",\"b\":\"2\"}]",
                "a,b\\r1,2\\r3,4\\r § auto § [{\"a\":\"1\",\"b\":\"2\"},{\"a\":\"3\",\"b\":\"4\"}]",
                "a,b\\n1,2\\n\\n  \\n\\r\\n § auto § [{\"a\":\"1\",\"b\":\"2\"}]",
                "a,b\\n1,2\\n\\032 § auto § [{\"a\":\"1\",\"b\":\"2\"}]",
                "a,b\\n1,2\\032 § auto § [{\"a\":\"1\",\"b\":\"2\"}]",
                "a,b\\n1,2\\r\\n\\032\\r\\n\\r\\n § auto § [{\"a\":\"1\",\"b\":\"2\"}]",
                "\\n\\r\\na,b\\n1,2 § auto § [{\"a\":\"1\",\"b\":\"2\"}]",
                "a,b\\n1,2\\n\\n \\n3,4\\n § auto § [{\"a\":\"1\",\"b\":\"2\"},{\"a\":\"3\",\"b\":\"4\"}]",
                "a,b\\n1,2 \\n § auto § [{\"a\":\"1\",\"b\":\"2 \"}]",
                "a,b\\n1,\\n,\\n § auto § [{\"a\":\"1\",\"b\":\"\"},{\"a\":\"\",\"b\":\"\"}]",
                "a,b\\n1,\"x\\ny\\n\\nz\"\\n § auto § [{\"a\":\"1\",\"b\":\"x\\ny\\n\\nz\"}]",
                "a,b\\n1,5\" disk\\n § auto § [{\"a\":\"1\",\"b\":\"5\\\" disk\"}]",
                "a,\"b;\"\"c\"\"|d\"\\n1,2\\n § auto § [{\"a\":\"1\",\"b;\\\"c\\\"|d\":\"2\"}]",
                "a;\"b,c\";d\\n1;2;3\\n § auto § [{\"a\":\"1\",\"b,c\":\"2\",\"d\":\"3\"}]",
                "a, b\\n1, 2\\n § auto § [{\"a\":\"1\",\" b\":\" 2\"}]",
                "a,A\\n1,2\\n § auto § [{\"a\":\"1\",\"A\":\"2\"}]",
                "order id\\nS;1\\n\\nS2\\n\\n § auto § [{\"order id\":\"S;1\"},{\"order id\":\"\"},{\"order id\":\"S2\"}]",
                "a,b § auto § []",
                "a,b\\n § auto § []",
                "a,b\\nMüller,😀 § auto § [{\"a\":\"Müller\",\"b\":\"😀\"}]");
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatCouldBeMistakenAndSaysWhatToWrite() {
        return Each.of(
                (String body, String separator, String word) -> assertThat(
                                refused(csv(separator, "\"", FIRST_LINE), unescaped(body)))
                        .contains(word),
                " § auto § the line with the names of the columns is missing",
                "\\n\\n\\032 § auto § the line with the names of the columns is missing",
                "sep=;\\n § auto § the line with the names of the columns is missing",
                "a;b,c\\n1;2,3\\n § auto § its first line has ',' and ';' outside quotes; write in the route",
                "a:b\\n1:2\\n § auto § ':'; write 'separator'",
                "a^b\\n1^2\\n § auto § '^'; write 'separator'",
                "a\\001b\\n1\\0012\\n § auto § U+0001; write 'separator'",
                "sep=;\\na,b\\n1,2\\n § auto § the separator is ';', but its first line has only ','",
                "a,b\\n1\\n § auto § record 2 has 1 cells, but there are 2 columns; the separator is ','",
                "a,b\\n1,2,3\\n § auto § record 2 has 3 cells",
                "a;b\\n1;2\\n1,2\\n § auto § record 3 has 1 cells, but there are 2 columns; the separator is ';'",
                "a,b,a\\n1,2,3\\n § auto § the columns 1 and 3 have the same name",
                "a,b,\\n1,2,\\n § auto § column 3 of 3 has no name",
                "a, ,b\\n1,2,3\\n § auto § column 2 of 3 has no name",
                "a,b\\n1,\"x\\n § auto § a closing quote is missing",
                "a,b\\n1,\"x\"y\\n § auto § write 'quote: none'");
    }

    @Test
    void neverQuotesACell() {
        assertThat(refused(csv(), "a,b\n1,\"s3cret\"x\n")).doesNotContain("s3cret");
        assertThat(refused(csv(), "a,b\ns3cret\n")).doesNotContain("s3cret");
    }

    @Test
    void takesTheSeparatorThatTheRouteNames() {
        assertThat(csv("^", "\"", FIRST_LINE).delivered("a^b\n1^2,3;4\n")).isEqualTo("[{\"a\":\"1\",\"b\":\"2,3;4\"}]");
        assertThat(csv("tab", "\"", FIRST_LINE).delivered("a\tb;c\n1\t2\n")).isEqualTo("[{\"a\":\"1\",\"b;c\":\"2\"}]");
        assertThat(csv(";", "\"", FIRST_LINE).delivered("sep=;\na;b\n1;2\n")).isEqualTo("[{\"a\":\"1\",\"b\":\"2\"}]");
        assertThat(csv(";", "\"", FIRST_LINE).delivered("a;b,c\n1;2\n")).isEqualTo("[{\"a\":\"1\",\"b,c\":\"2\"}]");
        assertThat(csv(",", "\"", FIRST_LINE).delivered("a\n1;2\n")).isEqualTo("[{\"a\":\"1;2\"}]");
        assertThat(csv(",", "\"", FIRST_LINE).delivered("\"a;b\"\n1;2\n")).isEqualTo("[{\"a;b\":\"1;2\"}]");
    }

    @TestFactory
    Stream<DynamicTest> neverMakesOneColumnOfSeveral() {
        return Each.of(
                (String separator, String body, String word) -> assertThat(
                                refused(csv(separator, "\"", FIRST_LINE), unescaped(body)))
                        .contains(word, "change 'separator' in the route"),
                ", § a;b\\n1;2\\n § the separator is ',', but its first line has only ';'",
                ", § a\\tb\\n1\\t2\\n § but its first line has only a tab",
                "; § a,b\\n1,2\\n § but its first line has only ','",
                "^ § a|b\\n1|2\\n § but its first line has only '|'");
    }

    @Test
    void refusesABodyThatNamesAnotherSeparatorThanTheRoute() {
        assertThat(refused(csv(",", "\"", FIRST_LINE), "sep=;\na;b\n1;2\n"))
                .contains("its first line says that the separator is ';', but the route says ','");
    }

    @Test
    void takesOtherQuotesOrNone() {
        assertThat(csv(",", "'", FIRST_LINE).delivered("a,b\n'x,''y',\"z\"\n"))
                .isEqualTo("[{\"a\":\"x,'y\",\"b\":\"\\\"z\\\"\"}]");
        assertThat(csv("auto", "'", FIRST_LINE).delivered("a;'b,c'\n1;2\n")).isEqualTo("[{\"a\":\"1\",\"b,c\":\"2\"}]");
        assertThat(csv("auto", "none", FIRST_LINE).delivered("a,b\n\"x,y\"z\n"))
                .isEqualTo("[{\"a\":\"\\\"x\",\"b\":\"y\\\"z\"}]");
    }

    @Test
    void takesBodiesWithoutAHeader() {
        assertThat(csv("auto", "\"", NONE).delivered("1;2\n3;4\n\n")).isEqualTo("[[\"1\",\"2\"],[\"3\",\"4\"]]");
        assertThat(csv("auto", "\"", NONE).delivered("")).isEqualTo("[]");
        assertThat(csv("auto", "\"", NONE).delivered("a,a,\n1,2,3"))
                .isEqualTo("[[\"a\",\"a\",\"\"],[\"1\",\"2\",\"3\"]]");
        assertThat(refused(csv("auto", "\"", NONE), "1,2\n3\n")).contains("record 2 has 1 cells");
        assertThat(csv("auto", "\"", names("x", "y")).delivered("1,2\n")).isEqualTo("[{\"x\":\"1\",\"y\":\"2\"}]");
        assertThat(csv("auto", "\"", names("x", "y")).delivered("1,5;2,5\n"))
                .isEqualTo("[{\"x\":\"1,5\",\"y\":\"2,5\"}]");
        assertThat(csv(",", "\"", names("x")).delivered("a;b\n")).isEqualTo("[{\"x\":\"a;b\"}]");
        assertThat(csv("auto", "\"", names("x")).delivered("")).isEqualTo("[]");
        assertThat(refused(csv("auto", "\"", names("x", "y", "z")), "1,2\n")).contains("record 1 has 2 cells");
    }

    @TestFactory
    Stream<DynamicTest> namesTheEncodingsThatItDoesNotRead() {
        return Each.of(
                (String charset, String prefix, String word) -> {
                    Failure failure = csv().failure((prefix.equals("-") ? "" : "\ufeff")
                            .concat("Straße,b\n1,2\n")
                            .getBytes(Charset.forName(charset)));
                    assertThat(failure.reason()).isEqualTo(DeadLetterReason.PARSE);
                    assertThat(failure.detail()).isEqualTo(word);
                },
                "ISO-8859-1 § - § not CSV: it is not UTF-8, the encoding that the hub reads",
                "windows-1252 § - § not CSV: it is not UTF-8, the encoding that the hub reads",
                "UTF-16LE § - § not CSV: it is UTF-16, but the hub reads UTF-8",
                "UTF-16BE § - § not CSV: it is UTF-16, but the hub reads UTF-8",
                "UTF-16LE § mark § not CSV: it is UTF-16, but the hub reads UTF-8",
                "UTF-16BE § mark § not CSV: it is UTF-16, but the hub reads UTF-8",
                "UTF-32LE § mark § not CSV: it is UTF-32, but the hub reads UTF-8",
                "UTF-32BE § - § not CSV: it is UTF-32, but the hub reads UTF-8");
    }

    @Test
    void refusesOptionsThatCannotBeMeant() {
        for (String separator : new String[] {"", "ab", "x", "7", "\n", "😀"}) {
            assertThatThrownBy(() -> csv(separator, "\"", FIRST_LINE)).isInstanceOf(InvalidValueException.class);
        }
        for (String quote : new String[] {"", "''", "q", "\r", ","}) {
            assertThatThrownBy(() -> csv(",", quote, FIRST_LINE)).isInstanceOf(InvalidValueException.class);
        }
        assertThatThrownBy(() -> names()).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> names("a", "")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> names("a", "b", "a")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new StepSpec.Convert(Format.XML, Format.JSON, ";", "\"", FIRST_LINE))
                .hasMessageContaining("'from: csv'");
    }
}
