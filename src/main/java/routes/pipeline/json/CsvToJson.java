package routes.pipeline.json;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import routes.model.CsvHeader;
import routes.model.DeadLetterReason;
import routes.model.StepSpec;
import routes.pipeline.body.BodyTransformer;
import routes.pipeline.body.ContentHeaders;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.StepException;

/**
 * Converts CSV (RFC 4180) to a JSON array with an object of strings, or a list of strings, for each row. All rows must have the
 * same number of cells. Blank lines are no rows; only within a body of a single column is one an empty cell. Thread-safe.
 */
public final class CsvToJson implements BodyTransformer {

    private static final String NAME_THEM =
            "; have the sender name it, or take the rows as lists with 'header: false' in the route";

    /** As many as a spreadsheet has. */
    private static final int MAX_COLUMNS = 16_384;

    /** Records and cells of one body, each of which takes up to 130 bytes as JSON in memory, and may take two in CSV. */
    private static final int MAX_NODES = 2_000_000;

    private final CsvSeparator separator;
    private final Optional<Character> quote;
    private final CsvHeader header;
    private final ObjectReader reader =
            new CsvMapper().enable(CsvParser.Feature.WRAP_AS_ARRAY).readerFor(String[].class);

    public CsvToJson(String separator, String quote, CsvHeader header) {
        this.header = header;
        this.quote = Optional.of(quote)
                .filter(written -> !written.equals(StepSpec.Convert.NO_QUOTE))
                .map(written -> written.charAt(0));
        this.separator = new CsvSeparator(
                Optional.of(separator)
                        .filter(written -> !written.equals(StepSpec.Convert.AUTO))
                        .map(written -> written.charAt(0)),
                this.quote,
                header.names().size());
    }

    @Override
    public void apply(EventContext context) throws StepException {
        CsvSeparator.Found csv = separator.in(lines(context.presentBytes()));
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(csv.separator());
        schema = quote.isPresent() ? schema.withQuoteChar(quote.get()) : schema.withoutQuoteChar();
        try (MappingIterator<String[]> records = reader.with(schema).readValues(csv.text())) {
            context.replaceBody(JsonBody.UNIQUE_KEYS, rows(new Records(records, csv.separator())));
            context.setHeaders(
                    ContentHeaders.converted(context.headers(), ContentHeaders.JSON, ContentHeaders::isJson));
        } catch (StreamConstraintsException e) {
            throw malformed("a cell is longer than 20,000,000 characters");
        } catch (IOException e) {
            throw malformed("a closing quote is missing, or is followed by something else than "
                    + CsvSeparator.shown(csv.separator()) + "; write 'quote: none' if quotes have no meaning");
        }
    }

    private static String lines(byte[] body) throws StepException {
        Optional<String> other = TextEncoding.otherThanUtf8(body);
        if (other.isPresent()) {
            throw malformed(other.get());
        }
        return withoutBlankEnds(TextEncoding.decode(body).orElseThrow(() -> malformed(TextEncoding.NOT_UTF_8)));
    }

    /** Removes blank lines at the beginning and the end, and Ctrl-Z, with which some programs end a file. */
    private static String withoutBlankEnds(String text) {
        int end = text.length();
        for (int i = end; i > 0 && " \r\n\u001A".indexOf(text.charAt(i - 1)) >= 0; i--) {
            end = text.charAt(i - 1) == ' ' ? end : i - 1;
        }
        int begin = 0;
        for (int i = 0; i < end && " \r\n".indexOf(text.charAt(i)) >= 0; i++) {
            begin = text.charAt(i) == ' ' ? begin : i + 1;
        }
        String lines = text.substring(begin, end);
        return lines.isBlank() && lines.indexOf('\t') < 0 ? "" : lines;
    }

    private ArrayNode rows(Records records) throws IOException, StepException {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        List<String> columns = header.isFirstLine() ? named(records.next()) : header.names();
        records.expect(columns.size());
        for (Optional<String[]> cells = records.next(); cells.isPresent(); cells = records.next()) {
            rows.add(columns.isEmpty() ? list(cells.get()) : object(columns, cells.get()));
        }
        return rows;
    }

    private static List<String> named(Optional<String[]> firstLine) throws StepException {
        String[] cells = firstLine.orElseThrow(() -> malformed("the line with the names of the columns is missing"));
        Map<String, Integer> known = new HashMap<>();
        for (int i = 1; i <= cells.length; i++) {
            if (cells[i - 1].isBlank()) {
                throw malformed("column " + i + " of " + cells.length + " has no name" + NAME_THEM);
            }
            Integer before = known.putIfAbsent(cells[i - 1], i);
            if (before != null) {
                throw malformed("the columns " + before + " and " + i + " have the same name" + NAME_THEM);
            }
        }
        return List.of(cells);
    }

    private static JsonNode list(String[] cells) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode(cells.length);
        for (String cell : cells) {
            list.add(cell);
        }
        return list;
    }

    private static JsonNode object(List<String> names, String[] cells) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < cells.length; i++) {
            row.put(names.get(i), cells[i]);
        }
        return row;
    }

    private static StepException malformed(String why) {
        return new StepException(DeadLetterReason.PARSE, "not CSV: " + why);
    }

    /** Counts the records of a body and checks their number of cells. Not thread-safe. */
    private static final class Records {
        private final MappingIterator<String[]> all;
        private final char separator;
        private int width;
        private int number;
        private long nodes;

        Records(MappingIterator<String[]> all, char separator) {
            this.all = all;
            this.separator = separator;
        }

        /** @param columns 0 if there are as many as the first record has cells */
        void expect(int columns) {
            width = columns;
        }

        Optional<String[]> next() throws IOException, StepException {
            while (all.hasNextValue()) {
                String[] cells = all.nextValue();
                number++;
                nodes += cells.length + 1L;
                if (cells.length > MAX_COLUMNS) {
                    throw malformed("record " + number + " has " + cells.length + " cells, more than " + MAX_COLUMNS);
                }
                if (nodes > MAX_NODES) {
                    throw malformed("it has more than " + MAX_NODES + " records and cells; have the sender split it");
                }
                if (cells.length == 1 && cells[0].isBlank() && width != 1) {
                    continue;
                }
                if (width == 0) {
                    width = cells.length;
                }
                if (cells.length != width) {
                    throw malformed("record " + number + " has " + cells.length + " cells, but there are " + width
                            + " columns; the separator is " + CsvSeparator.shown(separator));
                }
                return Optional.of(cells);
            }
            return Optional.empty();
        }
    }
}
