package routes.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routes.connector.HubEndpoint;
import routes.connector.SizeLimit;
import routes.model.Lint;
import routes.model.Problem;
import routes.model.RouteSpec;
import routes.model.SourceLocation;
import routes.model.TargetSpec;

/**
 * Compares the largest event that the source of a route can give with what the targets and the dead letter target accept. To be
 * asked after the endpoints were checked, since only then their limits are known.
 */
final class SizeComparison {

    private final RouteSpec spec;
    private final HubEndpoint source;
    private final boolean isKnown;
    private final List<Target> targets = new ArrayList<>();

    private record Target(TargetSpec to, HubEndpoint endpoint) {}

    /** @param isKnown whether it is known without asking a broker that the dead letter target accepts less than the source gives */
    SizeComparison(RouteSpec spec, HubEndpoint source, boolean isKnown) {
        this.isKnown = isKnown;
        this.spec = spec;
        this.source = source;
    }

    void add(TargetSpec to, HubEndpoint endpoint) {
        targets.add(new Target(to, endpoint));
    }

    List<Problem> warnings(HubEndpoint deadLetters) {
        Optional<SizeLimit> most = source.sizeLimit();
        if (most.isEmpty()) {
            return List.of();
        }
        List<Problem> warnings = new ArrayList<>();
        for (Target target : targets) {
            exceeded(target.endpoint(), most.get())
                    .ifPresent(limit -> warnings.add(Problem.warning(
                            Lint.TARGET_LIMIT,
                            target.to().location(),
                            told(most.get(), target.to().label(), limit) + ": larger events become dead letters")));
        }
        if (spec.tooLarge().isEmpty() && !isKnown) {
            exceeded(deadLetters, most.get()).ifPresent(limit -> warnings.add(deadLetterLimit(most.get(), limit)));
        }
        warnings.removeIf(warning -> spec.allow().contains(warning.lint().orElseThrow()));
        return warnings;
    }

    private static Optional<SizeLimit> exceeded(HubEndpoint target, SizeLimit most) {
        return target.sizeLimit().filter(limit -> limit.bytes() < most.bytes());
    }

    private Problem deadLetterLimit(SizeLimit most, SizeLimit limit) {
        SourceLocation location = spec.deadLetter().location();
        return Problem.warning(
                Lint.DEAD_LETTER_LIMIT,
                location,
                told(most, "the dead letter target " + spec.deadLetter().label(), limit)
                        + ": a larger dead letter is parked until an operator decides about it"
                        + " (" + spec.from().whileUnacknowledged(spec.inFlight()) + ")"
                        + "; raise the limit, or set 'tooLarge: cut', or 'tooLarge: park' if that is meant");
    }

    private static String told(SizeLimit most, String target, SizeLimit limit) {
        return "the source can give events of " + most.bytes() + " bytes (" + most.setting() + "), and " + target
                + " takes " + limit.bytes() + " (" + limit.setting() + ")";
    }
}
