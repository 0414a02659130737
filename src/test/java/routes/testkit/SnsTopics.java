package routes.testkit;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The topics of the stand-in for SNS, and who has subscribed to them. Thread-safe. */
final class SnsTopics {

    private static final int LARGEST_BATCH = 10;

    private final SqsClient sqs;
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();
    private final Map<String, String> urls = new ConcurrentHashMap<>();

    private record Topic(Map<String, String> attributes, List<Subscriber> subscribers) {}

    private record Subscriber(String arn, String queue, Map<String, String> attributes) {

        boolean raw() {
            return Boolean.parseBoolean(attributes.get("RawMessageDelivery"));
        }
    }

    SnsTopics(SqsClient sqs) {
        this.sqs = sqs;
    }

    /** What stands inside the result of the answer. */
    String perform(SnsRequest request) {
        return switch (request.action()) {
            case "CreateTopic" -> create(request);
            case "DeleteTopic" -> delete(request);
            case "ListTopics" -> list();
            case "GetTopicAttributes" -> describe(request);
            case "Subscribe" -> subscribe(request);
            case "SetSubscriptionAttributes" -> configure(request);
            case "Publish" -> publish(request);
            case "PublishBatch" -> publishBatch(request);
            default ->
                throw new SnsFault(
                        400, "InvalidAction", "The action " + request.action() + " is not valid for this endpoint.");
        };
    }

    private String create(SnsRequest request) {
        String name = request.required("Name");
        Map<String, String> attributes = request.map("Attributes.entry");
        boolean fifo = Boolean.parseBoolean(attributes.get("FifoTopic"));
        if (!name.matches("[a-zA-Z0-9_-]{1,256}(\\.fifo)?") || fifo != name.endsWith(".fifo")) {
            throw SnsFault.invalid("Invalid parameter: Topic Name");
        }
        String arn = "arn:aws:sns:" + AwsEmulator.REGION + ":" + AwsEmulator.ACCOUNT + ":" + name;
        topics.putIfAbsent(arn, new Topic(attributes, new CopyOnWriteArrayList<>()));
        return element("TopicArn", arn);
    }

    private String delete(SnsRequest request) {
        topics.remove(request.required("TopicArn"));
        return "";
    }

    private String list() {
        StringBuilder members = new StringBuilder();
        topics.keySet().stream()
                .sorted()
                .forEach(arn -> members.append("<member>")
                        .append(element("TopicArn", arn))
                        .append("</member>"));
        return "<Topics>" + members + "</Topics>";
    }

    private String describe(SnsRequest request) {
        String arn = request.required("TopicArn");
        Map<String, String> attributes = new HashMap<>(topic(arn).attributes());
        attributes.put("TopicArn", arn);
        attributes.put(
                "SubscriptionsConfirmed",
                String.valueOf(topic(arn).subscribers().size()));
        StringBuilder entries = new StringBuilder();
        attributes.forEach((key, value) -> entries.append("<entry>")
                .append(element("key", key))
                .append(element("value", value))
                .append("</entry>"));
        return "<Attributes>" + entries + "</Attributes>";
    }

    private String subscribe(SnsRequest request) {
        String topicArn = request.required("TopicArn");
        String queueArn = request.required("Endpoint");
        if (!request.required("Protocol").equals("sqs")) {
            throw SnsFault.invalid("Invalid parameter: only the protocol sqs is known here");
        }
        Subscriber subscriber = new Subscriber(
                topicArn + ":" + UUID.randomUUID(),
                queueArn.substring(queueArn.lastIndexOf(':') + 1),
                new ConcurrentHashMap<>(request.map("Attributes.entry")));
        topic(topicArn).subscribers().add(subscriber);
        return element("SubscriptionArn", subscriber.arn());
    }

    private String configure(SnsRequest request) {
        String arn = request.required("SubscriptionArn");
        Subscriber subscriber = topics.values().stream()
                .flatMap(topic -> topic.subscribers().stream())
                .filter(candidate -> candidate.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> new SnsFault(404, "NotFound", "Subscription does not exist"));
        subscriber.attributes().put(request.required("AttributeName"), request.required("AttributeValue"));
        return "";
    }

    private String publish(SnsRequest request) {
        String arn = request.required("TopicArn");
        return element("MessageId", deliver(topic(arn), request.publication("", arn)));
    }

    private String publishBatch(SnsRequest request) {
        String arn = request.required("TopicArn");
        Topic topic = topic(arn);
        List<String> entries = entries(request);
        int size = entries.stream()
                .mapToInt(entry ->
                        SnsRequest.length(request.optional(entry + "Message").orElse("")))
                .sum();
        if (size > SnsPublication.LARGEST) {
            throw new SnsFault(
                    400, "BatchRequestTooLong", "The length of all the messages in the batch is more than the limit.");
        }
        StringBuilder taken = new StringBuilder();
        StringBuilder refused = new StringBuilder();
        for (String entry : entries) {
            String id = request.required(entry + "Id");
            try {
                String messageId = deliver(topic, request.publication(entry, arn));
                taken.append("<member>" + element("Id", id) + element("MessageId", messageId) + "</member>");
            } catch (SnsFault fault) {
                refused.append("<member>" + element("Id", id) + element("Code", fault.code())
                        + element("Message", fault.getMessage())
                        + element("SenderFault", String.valueOf(fault.sender())) + "</member>");
            }
        }
        return "<Successful>" + taken + "</Successful><Failed>" + refused + "</Failed>";
    }

    /** The prefixes of a batch's entries. */
    private static List<String> entries(SnsRequest request) {
        List<String> entries = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 1; ; i++) {
            String prefix = "PublishBatchRequestEntries.member." + i + ".";
            if (request.optional(prefix + "Id").isEmpty()) {
                break;
            }
            if (!ids.add(request.required(prefix + "Id"))) {
                throw new SnsFault(400, "BatchEntryIdsNotDistinct", "Two or more entries have the same Id.");
            }
            entries.add(prefix);
        }
        if (entries.isEmpty()) {
            throw new SnsFault(400, "EmptyBatchRequest", "The batch request doesn't contain any entries.");
        }
        if (entries.size() > LARGEST_BATCH) {
            throw new SnsFault(
                    400, "TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.");
        }
        return entries;
    }

    private String deliver(Topic topic, SnsPublication publication) {
        if (publication.isFifo()
                && publication.deduplication().isEmpty()
                && !Boolean.parseBoolean(topic.attributes().get("ContentBasedDeduplication"))) {
            throw SnsFault.invalid(
                    "Invalid parameter: The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly");
        }
        String messageId = UUID.randomUUID().toString();
        topic.subscribers().forEach(subscriber -> handOn(subscriber, publication, messageId));
        return messageId;
    }

    private void handOn(Subscriber subscriber, SnsPublication publication, String messageId) {
        String url = urls.computeIfAbsent(
                subscriber.queue(),
                queue -> sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl());
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        if (subscriber.raw()) {
            publication.attributes().forEach((name, attribute) -> attributes.put(name, sqsAttribute(attribute)));
        }
        if (attributes.size() > LARGEST_BATCH) {
            return; // SNS discards a raw message with more attributes than SQS takes
        }
        boolean fifo = subscriber.queue().endsWith(".fifo");
        sqs.sendMessage(request -> request.queueUrl(url)
                .messageBody(subscriber.raw() ? publication.message() : publication.envelope(messageId))
                .messageAttributes(attributes)
                .messageGroupId(fifo ? publication.group().orElse(null) : null)
                .messageDeduplicationId(fifo ? publication.deduplication().orElse(messageId) : null));
    }

    private static MessageAttributeValue sqsAttribute(SnsRequest.Attribute attribute) {
        MessageAttributeValue.Builder value = MessageAttributeValue.builder().dataType(attribute.type());
        return attribute.isBinary()
                ? value.binaryValue(SdkBytes.fromByteArray(Base64.getDecoder().decode(attribute.value())))
                        .build()
                : value.stringValue(attribute.value()).build();
    }

    private Topic topic(String arn) {
        Topic topic = topics.get(arn);
        if (topic == null) {
            throw new SnsFault(404, "NotFound", "Topic does not exist");
        }
        return topic;
    }

    private static String element(String name, String text) {
        return "<" + name + ">" + escape(text) + "</" + name + ">";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
