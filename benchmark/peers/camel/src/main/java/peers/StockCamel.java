package peers;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.DefaultKafkaManualAsyncCommitFactory;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/**
 * Camel's own components, with the settings by which they lose nothing: acknowledged only after the target has confirmed.
 *
 * <p>Arguments: the work ({@code pass} or {@code choose}); kind, address and name of the source; kind and address of the
 * targets; the JSON Schema's file; the name of each target.
 */
public final class StockCamel {

    private StockCamel() {}

    public static void main(String... arguments) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        for (int end : new int[] {1, 4}) {
            if (arguments[end].equals("rabbitmq")) {
                camel.getRegistry().bind("rabbit-" + end, rabbit(arguments[end + 1]));
            }
        }
        camel.getRegistry().bind("commits", new DefaultKafkaManualAsyncCommitFactory());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                RouteDefinition route = from(source(arguments));
                if (arguments[0].equals("pass")) {
                    route.to(target(arguments, 7));
                } else {
                    route.to("json-validator:" + Path.of(arguments[6]).toUri())
                            .choice()
                            .when()
                            .jsonpath("$[?(@.region == 'eu')]")
                            .to(target(arguments, 7))
                            .otherwise()
                            .to(target(arguments, 8))
                            .end();
                }
                if (arguments[1].equals("kafka")) {
                    route.process(exchange -> exchange.getMessage()
                            .getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class)
                            .commit());
                }
            }
        });
        camel.start();
        Runtime.getRuntime().addShutdownHook(new Thread(camel::stop));
        new CountDownLatch(1).await();
    }

    private static CachingConnectionFactory rabbit(String address) {
        CachingConnectionFactory factory =
                new CachingConnectionFactory("127.0.0.1", Integer.parseInt(address.substring(address.indexOf(':') + 1)));
        factory.setPublisherConfirmType(CachingConnectionFactory.ConfirmType.SIMPLE);
        return factory;
    }

    private static String source(String... arguments) {
        if (arguments[1].equals("kafka")) {
            return "kafka:" + arguments[3] + "?brokers=" + arguments[2] + "&groupId=stock-" + arguments[7]
                    + "&autoOffsetReset=earliest&autoCommitEnable=false&allowManualCommit=true&breakOnFirstError=true"
                    + "&kafkaManualCommitFactory=#commits"
                    + "&keyDeserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer"
                    + "&valueDeserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer";
        }
        return "spring-rabbitmq:default?connectionFactory=#rabbit-1&queues=" + arguments[3] + "&prefetchCount=1000";
    }

    private static String target(String[] arguments, int place) {
        if (arguments[4].equals("kafka")) {
            return "kafka:" + arguments[place] + "?brokers=" + arguments[5]
                    + "&requestRequiredAcks=all&enableIdempotence=true&lingerMs=5"
                    + "&keySerializer=org.apache.kafka.common.serialization.ByteArraySerializer"
                    + "&valueSerializer=org.apache.kafka.common.serialization.ByteArraySerializer";
        }
        return "spring-rabbitmq:default?connectionFactory=#rabbit-4&confirm=enabled&routingKey=" + arguments[place];
    }
}
