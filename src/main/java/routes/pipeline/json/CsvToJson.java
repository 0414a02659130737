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
 * CSV (RFC 4180) as JSON: the first line names the columns, each line after it is an object of strings in the array that
 * the body becomes. A line with more or fewer cells than the first is not CSV.
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
                throw new StepException(DeadLetterReason.PARSE, "not CSV: there is no line that names the columns");
            }
            String[] names = all.nextValue();
            if (Arrays.stream(names).distinct().count() != names.length) {
                throw new StepException(DeadLetterReason.PARSE, "not CSV: two columns have one name");
            }
            for (int line = 2; all.hasNextValue(); line++) {
                rows.add(row(names, all.nextValue(), line));
            }
        } catch (IOException e) {
            throw new StepException(
                    DeadLetterReason.PARSE, "not CSV: a quote has no end, or more than a comma follows it");
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
