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
 * A folder with a file of JSON for each course, and a table and a chart of all of them: a run of one direction replaces
 * what was known of that direction alone.
 */
final class Report {

    private static final String PREFIX = "result-";
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
        Files.writeString(
                folder.resolve(PREFIX + result.name() + ".json"),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
    }

    /** Writes the table and the chart, and returns the table. */
    String write() throws IOException {
        List<Result> results = results();
        String table = new ResultTable(results).toString();
        Files.writeString(folder.resolve("results.md"), table);
        Files.writeString(folder.resolve("results.svg"), new Chart(results).toString());
        return table;
    }

    private List<Result> results() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, PREFIX + "*.json")) {
            all.forEach(files::add);
        }
        files.sort(null);
        List<Result> results = new ArrayList<>();
        for (Path file : files) {
            results.add(JSON.readValue(file.toFile(), Result.class));
        }
        return results;
    }
}
