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

                | lint | what it finds | what to do |
                | --- | --- | --- |
                """);
        for (Lint lint : Lint.values()) {
            page.append("| `%s` | %s | %s |\n".formatted(lint, lint.meaning(), lint.remedy()));
        }
        return page.toString();
    }
}
