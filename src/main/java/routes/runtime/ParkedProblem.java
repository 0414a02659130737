package routes.runtime;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import routes.delivery.ParkedLetter;
import routes.support.DisplayText;

/** Tells operators about the parked dead letters of a route: which, why, what they can do, and what waits for it. */
final class ParkedProblem {

    private static final int LONGEST_POSITION = 300;

    private ParkedProblem() {}

    /**
     * @param parked the oldest first
     * @param isFull whether the route receives nothing more until events in flight have ended
     * @param source what the source does while an event stays unacknowledged
     */
    static Optional<String> of(String route, List<ParkedLetter> parked, boolean isFull, String source) {
        return parked.stream()
                .findFirst()
                .map(letter -> refusal(letter)
                        + others(parked.size() - 1)
                        + again(letter)
                        + (isFull ? "; the route takes no more events until then" : "; other events go on")
                        + orders(route, letter)
                        + ". Until then: " + source);
    }

    private static String refusal(ParkedLetter letter) {
        return "dead letter " + letter.target() + " refuses the event "
                + DisplayText.line(letter.position(), LONGEST_POSITION) + " (" + letter.bytes()
                + " bytes), which is parked: "
                + letter.problem();
    }

    private static String others(int more) {
        return more == 0 ? "" : " (and " + more + (more == 1 ? " other event" : " other events") + ")";
    }

    private static String again(ParkedLetter letter) {
        return letter.until()
                .map(until -> ". It is tried again at " + until.truncatedTo(ChronoUnit.SECONDS))
                .orElse(". It is tried again now");
    }

    /** Less of an event is of use only if its size is the reason. */
    private static String orders(String route, ParkedLetter letter) {
        String path = "POST /api/v1/routes/" + route + "/in-flight/" + letter.id();
        return ". To end it: " + (letter.isTooLarge() ? path + "/cut?reason=… keeps its beginning, " : "") + path
                + "/discard?reason=… keeps nothing of it";
    }
}
