package routes.connector;

import java.util.List;

/**
 * What is missing at one broker.
 *
 * @param missing in the order in which it is made
 * @param problems why something else may be missing and is not known to be
 */
public record ProvisionPlan(List<MissingResource> missing, List<String> problems) {

    public ProvisionPlan {
        missing = List.copyOf(missing);
        problems = problems.stream().distinct().toList();
    }
}
