package routes.benchmark.raw;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Carries messages from one place to one other, or to one or both of two, until its process is ended.
 *
 * <p>Arguments: {@code copy}, {@code transform}, {@code choose} or {@code both}; how many messages may be on their way; the kind, address and name of the source; the kind and
 * address of the targets; the name of each target, one for {@code copy} and {@code transform}, else two; of {@code choose} the second takes the rest.
 */
public final class RawLoop {

    /** What is read from a source: once it is stored elsewhere, {@code stored} is run, by any thread. */
    record Message(byte[] key, byte[] body, Map<String, String> headers, Runnable stored) {

        private Message transformed() {
            return new Message(key, RawWork.transformed(body), headers, stored);
        }

        /** The same, stored once it is so twice. */
        private Message halved() {
            AtomicInteger open = new AtomicInteger(2);
            return new Message(key, body, headers, () -> {
                if (open.decrementAndGet() == 0) {
                    stored.run();
                }
            });
        }
    }

    /** Reads for ever, and hands each message on without waiting. */
    interface Source {
        void readInto(Target target) throws Exception;
    }

    /** Sends without waiting; may block where too much is on its way. Not thread-safe. */
    interface Target {
        void send(Message message) throws Exception;
    }

    private RawLoop() {}

    public static void main(String... arguments) throws Exception {
        Source source = source(arguments[2], arguments[3], arguments[4], Integer.parseInt(arguments[1]));
        Target first = target(arguments[5], arguments[6], arguments[7]);
        if (arguments[0].equals("copy")) {
            source.readInto(first);
            return;
        }
        if (arguments[0].equals("transform")) {
            source.readInto(message -> first.send(message.transformed()));
            return;
        }
        Target second = target(arguments[5], arguments[6], arguments[8]);
        if (arguments[0].equals("both")) {
            source.readInto(message -> {
                Message half = message.halved();
                first.send(half);
                second.send(half);
            });
        } else {
            source.readInto(message -> (RawWork.chosen(message.body()) == 0 ? first : second).send(message));
        }
    }

    private static Source source(String kind, String address, String name, int most) throws Exception {
        return switch (kind) {
            case "kafka" -> new RawKafkaSource(address, name, most);
            case "rabbitmq" -> new RawRabbitSource(address, name, most);
            case "sqs" -> new RawSqsSource(address, name, most);
            default -> throw new IllegalArgumentException("no source of kind " + kind);
        };
    }

    private static Target target(String kind, String address, String name) throws Exception {
        return switch (kind) {
            case "kafka" -> new RawKafkaTarget(address, name);
            case "rabbitmq" -> new RawRabbitTarget(address, name);
            case "sqs" -> new RawSqsTarget(address, name);
            case "sns" -> new RawSnsTarget(address, name);
            default -> throw new IllegalArgumentException("no target of kind " + kind);
        };
    }
}
