package routes.docs;

import routes.model.Lint;

/** Writes the reference of the lints from the lints themselves. */
final class LintsPage {

    private LintsPage() {}

    static String markdown() {
        StringBuilder page = new StringBuilder(ReferenceTest.note("Lint and LintsPage")).append("""

                # Lints

                A lint finds what runs, but is surely not meant. It is a warning: the route runs, a change is accepted, and `validate` exits
                with 0, or with 1 under [`--strict`](cli.md#validate). Warnings are in the log (level WARN), in the API (`severity` is
                `warning`, `lint` is the name) and in `hub_config_problems{severity="warning"}`.

                A route can say that something is meant as it is:

                ```yaml
                # routes/retries.yaml
                routes:
                  retries:
                    from: { rabbitmq: { queue: orders.retry } }
                    steps:
                      - filter: .attempt < 5
                      - transform: { jq: ".attempt += 1" }
                    to: { rabbitmq: { queue: orders.retry } }
                    deadLetter: { rabbitmq: { queue: orders.dead } }
                    allow: [loop]
                    tests:
                      - name: counts
                        given: { body: { attempt: 1 } }
                        expect: { to: "rabbitmq:orders.retry", body: { attempt: 2 } }
                ```

                | lint | what it finds | what to do | a route can allow it |
                | --- | --- | --- | --- |
                """);
        for (Lint lint : Lint.values()) {
            page.append("| `%s` | %s | %s | %s |\n"
                    .formatted(lint, lint.meaning(), lint.remedy(), lint.isOfRoute() ? "yes" : "no"));
        }
        return page.toString();
    }
}
