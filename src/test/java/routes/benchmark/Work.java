package routes.benchmark;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is done with each event on its way. */
enum Work {
    /** Handed on as it is, to one place. */
    PASS,
    /** Checked against a schema and sent to one of two places by a field. */
    CHOOSE,
    /** The same, behind so many branches that no event takes. */
    BRANCHES,
    /** Checked against a schema and sent to two places, or more. */
    BOTH,
    /** Checked against a schema, made into another order, and sent to one place. The raw loop makes it into another order, too. */
    TRANSFORM;

    int places() {
        return this == PASS || this == TRANSFORM ? 1 : 2;
    }

    /** What the raw loop does that this is measured against. */
    String rawLoop() {
        return switch (this) {
            case PASS -> "copy";
            case TRANSFORM -> "transform";
            case CHOOSE, BRANCHES -> "choose";
            case BOTH -> "both";
        };
    }

    /** The route of the hub, from its steps on. */
    String route(List<String> targets, Shape shape) {
        String check = "    steps:\n      - validate: { jsonSchema: schemas/order.json }\n";
        return switch (this) {
            case PASS -> "    to: " + targets.get(0) + "\n";
            case CHOOSE -> check + "    choose:\n" + choice(targets);
            case BRANCHES ->
                check + "    choose:\n"
                        + IntStream.range(0, shape.branches() - 1)
                                .mapToObj(i -> branch(".customer.name == \"nobody-" + i + "\"", targets.get(1)))
                                .collect(Collectors.joining())
                        + choice(targets);
            case BOTH -> check + "    to: [ " + String.join(", ", targets) + " ]\n";
            case TRANSFORM ->
                check
                        + "      - transform: { jq: \"{id, region, total, tier: .customer.tier, note, pieces: (.items | length)}\" }\n"
                        + "    to: " + targets.get(0) + "\n";
        };
    }

    private static String choice(List<String> targets) {
        return branch(".region == \"eu\"", targets.get(0)) + "    otherwise: " + targets.get(1) + "\n";
    }

    private static String branch(String when, String to) {
        return "      - when: " + when + "\n        to: " + to + "\n";
    }
}
