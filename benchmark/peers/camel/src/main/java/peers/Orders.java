package peers;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;

/** The routes: one event after the other, each acknowledged once it is stored at the target or as a dead letter. */
final class Orders {

    private static final int ATTEMPTS = 3;

    private final Place source;
    private final String name;
    private final Place target;

    Orders(Place source, String name, Place target) {
        this.source = source;
        this.name = name;
        this.target = target;
    }

    RouteBuilder handedOn(String to) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                begun(this, to).to(target.to(to)).process(source::acknowledge);
            }
        };
    }

    RouteBuilder chosen(String schema, String european, String rest) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                begun(this, european)
                        .to("json-validator:file:" + schema)
                        .choice()
                        .when(jsonpath("$.region", String.class).isEqualTo("eu"))
                        .to(target.to(european))
                        .otherwise()
                        .to(target.to(rest))
                        .end()
                        .process(source::acknowledge);
            }
        };
    }

    private RouteDefinition begun(RouteBuilder builder, String deadLetters) {
        builder.errorHandler(builder.deadLetterChannel(target.to(deadLetters))
                .deadLetterHandleNewException(false)
                .maximumRedeliveries(ATTEMPTS - 1));
        return builder.from(source.from(name)).process(exchange -> {
            Object key = source.takeKey(exchange);
            target.setKey(exchange.getMessage(), key);
        });
    }
}
