package routes.benchmark;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder with a file of JSON for each course and each series, a table and a chart of all courses, and a chart of each series: a
 * run of one direction replaces what was known of that direction alone.
 */
final class Report {

    private static final String RESULT = "result-";
    private static final String SERIES = "series-";
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new Jdk8Module())
            .setVisibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
            .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .setVisibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY);

    private final Path folder;

    Report(Path folder) {
        this.folder = folder;
    }

    void add(Result result) throws IOException {
        add(RESULT + result.name(), result);
    }

    void add(SeriesResult result) throws IOException {
        add(SERIES + result.name(), result);
    }

    private void add(String name, Object result) throws IOException {
        Files.writeString(
                folder.resolve(name + ".json"),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
    }

    /** Adds what another report has. */
    void addAll(Report other) throws IOException {
        for (Result result : other.results()) {
            add(result);
        }
        for (SeriesResult result : other.series()) {
            add(result);
        }
    }

    /** Writes tables and charts, and returns the tables. */
    String write() throws IOException {
        List<Result> results = results();
        String table = new ResultTable(results).toString();
        Files.writeString(folder.resolve("results.md"), table);
        Files.writeString(folder.resolve("results.svg"), new Chart(results).toString());
        StringBuilder tables = new StringBuilder(table);
        for (SeriesResult one : series()) {
            tables.append('\n').append(new SeriesTable(one));
            Files.writeString(folder.resolve(chart(one)), new SeriesChart(one).toString());
        }
        return tables.toString();
    }

    /** The name of its chart. */
    static String chart(SeriesResult result) {
        return SERIES + result.name() + ".svg";
    }

    List<Result> results() throws IOException {
        return read(RESULT, Result.class);
    }

    List<SeriesResult> series() throws IOException {
        return read(SERIES, SeriesResult.class);
    }

    private <T> List<T> read(String prefix, Class<T> kind) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, prefix + "*.json")) {
            all.forEach(files::add);
        }
        files.sort(null);
        List<T> results = new ArrayList<>();
        for (Path file : files) {
            results.add(JSON.readValue(file.toFile(), kind));
        }
        return results;
    }
}
