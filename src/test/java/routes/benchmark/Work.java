package routes.benchmark;

import java.util.List;

/** What is done with each event on its way. */
enum Work {
    /** Handed on as it is, to one place. */
    PASS,
    /** Checked against a schema and sent to one of two places by a field. */
    CHOOSE,
    /** Checked against a schema, made into another order, and sent to one place. */
    TRANSFORM;

    int places() {
        return this == CHOOSE ? 2 : 1;
    }

    /** What the raw loop does that this is measured against. */
    String rawLoop() {
        return this == CHOOSE ? "choose" : "copy";
    }

    /** The route of the hub, from its steps on. */
    String route(List<String> targets) {
        String check = "    steps:\n      - validate: { jsonSchema: schemas/order.json }\n";
        return switch (this) {
            case PASS -> "    to: " + targets.get(0) + "\n";
            case CHOOSE ->
                check + "    choose:\n      - when: .region == \"eu\"\n        to: " + targets.get(0)
                        + "\n    otherwise: " + targets.get(1) + "\n";
            case TRANSFORM ->
                check
                        + "      - transform: { jq: \"{id, region, total, tier: .customer.tier, note, pieces: (.items | length)}\" }\n"
                        + "    to: " + targets.get(0) + "\n";
        };
    }
}
