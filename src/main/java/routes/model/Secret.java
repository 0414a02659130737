package routes.model;

import routes.model.format.Inline;

/** A password or key. Its text never appears in {@link #toString}. */
@Inline
public record Secret(String value) {

    @Override
    public String toString() {
        return "***";
    }
}
