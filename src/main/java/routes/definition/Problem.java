package routes.definition;

/** Something wrong in HUB_HOME: where it is written and which rule it breaks. The message never holds a secret. */
public record Problem(Place place, String message) {

    /** {@code routes/orders.yaml:7:13: routes.orders.from: unknown kind 'kafak', did you mean 'kafka'?} */
    @Override
    public String toString() {
        return place + ": " + message;
    }
}
