package routes.compile;

import java.util.Optional;
import java.util.OptionalLong;
import routes.model.Connection;
import routes.model.HubDefinition;
import routes.model.Lint;
import routes.model.Problem;
import routes.model.RouteSpec;

/**
 * Finds routes whose source can give events that the dead letter target cannot accept, as far as that is known without asking a
 * broker. Such a dead letter would be parked, which its source may not wait for.
 */
public final class SizeLint {

    private SizeLint() {}

    public static Optional<Problem> warning(RouteSpec spec, HubDefinition definition) {
        OptionalLong most = spec.from()
                .mostBytes(connection(
                        definition, spec.from().connection(), spec.from().connectionKind()));
        OptionalLong limit = spec.deadLetter()
                .mostBytes(connection(
                        definition,
                        spec.deadLetter().connection(),
                        spec.deadLetter().connectionKind()));
        boolean isExceeded = most.isPresent() && limit.isPresent() && most.getAsLong() > limit.getAsLong();
        return isExceeded && spec.tooLarge().isEmpty()
                ? Optional.of(Problem.warning(
                        Lint.DEAD_LETTER_LIMIT,
                        spec.deadLetter().location(),
                        "the source can give events of " + most.getAsLong() + " bytes, and "
                                + spec.deadLetter().label() + " takes " + limit.getAsLong()
                                + " at most: a larger dead letter is"
                                + " parked until an operator decides about it ("
                                + spec.from().whileUnacknowledged(spec.inFlight())
                                + "); use a dead letter target that takes more, or set 'tooLarge: cut', or 'tooLarge: park' if"
                                + " that is meant"))
                : Optional.empty();
    }

    private static Optional<Connection> connection(
            HubDefinition definition, Optional<String> name, Optional<Class<? extends Connection>> kind) {
        return definition.connectionName(name, kind).map(definition.connections()::get);
    }
}
