package routes.pipeline.json;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.util.Arrays;
import routes.event.Bytes;
import routes.model.DeadLetterReason;
import routes.pipeline.body.BodyTransformer;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.StepException;

/**
 * Converts CSV (RFC 4180) to JSON. The first line names the columns; the body becomes an array with an object of strings for
 * each further line. A line with more or fewer cells than the first one is an error. Thread-safe.
 */
public final class CsvToJson implements BodyTransformer {

    private final ObjectReader lines =
            new CsvMapper().enable(CsvParser.Feature.WRAP_AS_ARRAY).readerFor(String[].class);

    @Override
    public void apply(EventContext context) throws StepException {
        String text = Bytes.of(context.presentBytes())
                .text()
                .orElseThrow(() -> new StepException(DeadLetterReason.PARSE, "the body is not UTF-8"));
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        try (MappingIterator<String[]> all = lines.readValues(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
            if (!all.hasNextValue()) {
                throw new StepException(
                        DeadLetterReason.PARSE, "not CSV: the line with the names of the columns is missing");
            }
            String[] names = all.nextValue();
            if (Arrays.stream(names).distinct().count() != names.length) {
                throw new StepException(DeadLetterReason.PARSE, "not CSV: two columns have the same name");
            }
            for (int line = 2; all.hasNextValue(); line++) {
                rows.add(row(names, all.nextValue(), line));
            }
        } catch (IOException e) {
            throw new StepException(
                    DeadLetterReason.PARSE, "not CSV: a closing quote is missing or not followed by a comma");
        }
        context.replaceBody(JsonBody.FORMAT, rows);
    }

    private static ObjectNode row(String[] names, String[] cells, int line) throws StepException {
        if (cells.length != names.length) {
            throw new StepException(
                    DeadLetterReason.PARSE,
                    "not CSV: record " + line + " has " + cells.length + " cells, but there are " + names.length
                            + " columns");
        }
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < names.length; i++) {
            row.put(names[i], cells[i]);
        }
        return row;
    }
}
