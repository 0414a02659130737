package routes.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What became of one route's events, as the API says with one look at one moment: received is the sum of all others.
 *
 * @param outcomes events by how they ended
 */
record RouteFigures(String route, String state, long received, Map<String, Long> outcomes, long inFlight) {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The columns that are there from the start; others come with the first such event. */
    private static final List<String> USUAL = List.of("delivered", "filtered", "dead_lettered");

    /** Those of every route. */
    static List<RouteFigures> ask(HttpClient http, String api) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(api + "/routes"))
                        .timeout(TIMEOUT)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return read(response.body());
    }

    static List<RouteFigures> read(String json) throws IOException {
        List<RouteFigures> all = new ArrayList<>();
        for (JsonNode route : JSON.readTree(json)) {
            Map<String, Long> outcomes = new TreeMap<>();
            route.path("outcomes")
                    .properties()
                    .forEach(outcome ->
                            outcomes.put(outcome.getKey(), outcome.getValue().asLong()));
            all.add(new RouteFigures(
                    route.path("name").asText(),
                    route.path("state").asText(),
                    route.path("received").asLong(),
                    outcomes,
                    route.path("inFlight").asLong()));
        }
        return all;
    }

    /** A line of headings and a line for each route. */
    static List<String> table(List<RouteFigures> all) {
        Set<String> columns = new LinkedHashSet<>(USUAL);
        all.forEach(route -> route.outcomes.forEach((outcome, events) -> {
            if (events > 0) {
                columns.add(outcome);
            }
        }));
        int width = all.stream().mapToInt(route -> route.route.length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder(padded("", width)).append("  received =");
        columns.forEach(column -> head.append(' ').append(heading(column)).append(" +"));
        lines.add(head.append(" in flight").toString());
        for (RouteFigures route : all) {
            StringBuilder line = new StringBuilder(padded(route.route, width))
                    .append(figure(route.received, 10))
                    .append("  ");
            columns.forEach(column -> line.append(figure(
                            route.outcomes.getOrDefault(column, 0L),
                            heading(column).length() + 1))
                    .append("  "));
            line.append(figure(route.inFlight, 10));
            lines.add(route.state.equals("up") ? line.toString() : line + "  " + route.state);
        }
        return lines;
    }

    private static String heading(String outcome) {
        return outcome.replace('_', '-');
    }

    private static String padded(String text, int width) {
        return String.format(Locale.ROOT, "%-" + Math.max(1, width) + "s", text);
    }

    private static String figure(long events, int width) {
        return String.format(Locale.ROOT, "%" + width + "d", events);
    }
}
