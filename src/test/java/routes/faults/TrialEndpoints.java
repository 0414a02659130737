package routes.faults;

/**
 * What a trial has for itself at the brokers.
 *
 * @param in where its events come from
 * @param out where they go to; an exchange in front of it, where there is one, has the same name
 * @param dead where its dead letters go, in Kafka
 */
record TrialEndpoints(String in, String out, String dead) {

    static TrialEndpoints of(String route) {
        return new TrialEndpoints(route + "-in", route + "-out", route + "-dead");
    }
}
