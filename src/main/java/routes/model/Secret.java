package routes.model;

import routes.model.format.Inline;

/** A password or key: written as text in hub.yaml, never printed. */
@Inline
public record Secret(String value) {

    @Override
    public String toString() {
        return "***";
    }
}
