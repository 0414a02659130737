package routes.connector.sqs;

import java.util.List;
import java.util.concurrent.CompletionException;
import routes.connector.AwaitedSend;
import routes.connector.ConnectorException;
import routes.connector.EventFeed;
import routes.connector.aws.AwsErrors;
import routes.connector.aws.AwsMessage;
import routes.connector.aws.AwsMessageCodec;
import routes.connector.aws.AwsMessageStyle;
import routes.connector.aws.AwsResource;
import routes.connector.aws.LazyAwsClient;
import routes.event.Event;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** Sends single messages to a queue. */
final class SqsFeed implements EventFeed {

    private final LazyAwsClient<SqsAsyncClient> client;
    private final String queue;
    private final AwsErrors errors;

    SqsFeed(LazyAwsClient<SqsAsyncClient> client, String queue, AwsResource resource) {
        this.client = client;
        this.queue = queue;
        this.errors = new AwsErrors(resource);
    }

    @Override
    public String send(Event event) {
        AwsMessage message = AwsMessageCodec.encode(new AwaitedSend(event), AwsMessageStyle.ofDeadLetters(queue));
        SendMessageBatchResponse answer;
        try {
            answer = client.ask(sqs -> SqsQueue.find(sqs, queue)
                            .thenCompose(found -> sqs.sendMessageBatch(request ->
                                    request.queueUrl(found.url()).entries(List.of(SqsTarget.entryOf("0", message))))))
                    .join();
        } catch (CompletionException e) {
            throw new ConnectorException(errors.refusal(e).detail(), e);
        }
        for (BatchResultErrorEntry failed : answer.failed()) {
            throw new ConnectorException(errors.refusal(failed.code(), failed.message(), failed.senderFault())
                    .detail());
        }
        return SqsReceivedEvent.position(queue, answer.successful().get(0).messageId());
    }
}
