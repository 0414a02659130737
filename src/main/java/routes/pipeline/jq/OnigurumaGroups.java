package routes.pipeline.jq;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The capturing groups of a regular expression. Immutable.
 *
 * @param names in the order of the groups, empty for one without a name; names may repeat
 */
record OnigurumaGroups(List<Optional<String>> names) {

    /** The numbers of all groups of a name, the last first; a name may also be a number. */
    List<Integer> numbers(String name) {
        return IntStream.iterate(names.size(), number -> number > 0, number -> number - 1)
                .filter(number ->
                        names.get(number - 1).equals(Optional.of(name)) || name.equals(String.valueOf(number)))
                .boxed()
                .toList();
    }
}
