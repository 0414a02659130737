package routes.connector.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import routes.connector.ConnectorException;
import routes.connector.MissingResource;
import routes.connector.ProvisionPlan;
import routes.connector.Provisioner;
import routes.model.SourceSpec;
import routes.model.TargetSpec;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * What making queues of SQS and topics of SNS has in common. The client stays with its component.
 *
 * @param <C> the client
 */
public abstract class AwsProvisioner<C extends SdkAutoCloseable, S extends SourceSpec, T extends TargetSpec>
        implements Provisioner<S, T> {

    private final LazyAwsClient<C> client;
    private final Map<String, Boolean> needed = new LinkedHashMap<>();

    protected AwsProvisioner(LazyAwsClient<C> client) {
        this.client = client;
    }

    /** @param id the name of a queue, or the ARN of a topic */
    protected final void need(String id, boolean forDeadLetters) {
        needed.merge(id, forDeadLetters, Boolean::logicalOr);
    }

    /** Completes if it is there. */
    protected abstract CompletableFuture<?> find(C aws, String id);

    /** How messages name it, with the rights that are needed to find and make it. */
    protected abstract AwsResource resource(String id);

    /** What would be made, and how. */
    protected abstract MissingResource missing(String id, boolean forDeadLetters);

    @Override
    public final ProvisionPlan plan() {
        List<MissingResource> missing = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        needed.forEach((id, forDeadLetters) -> {
            try {
                if (!exists(id)) {
                    missing.add(missing(id, forDeadLetters));
                }
            } catch (ConnectorException e) {
                problems.add(e.getMessage());
            }
        });
        return new ProvisionPlan(missing, problems);
    }

    private boolean exists(String id) {
        try {
            client.ask(aws -> find(aws, id)).join();
            return true;
        } catch (CompletionException e) {
            if (AwsErrors.isMissing(e)) {
                return false;
            }
            throw failed(id, e);
        }
    }

    /** The answer to a call that makes it; empty if another process has made it meanwhile, in another form. */
    protected final <R> Optional<R> call(String id, Function<C, CompletableFuture<R>> call) {
        try {
            return Optional.of(client.ask(call).join());
        } catch (CompletionException e) {
            if (AwsErrors.isThereAlready(e)) {
                return Optional.empty();
            }
            throw failed(id, e);
        }
    }

    private ConnectorException failed(String id, CompletionException e) {
        return new ConnectorException(new AwsErrors(resource(id)).refusal(e).detail(), e);
    }

    @Override
    public final void close() {
        // The client is closed with its component.
    }
}
