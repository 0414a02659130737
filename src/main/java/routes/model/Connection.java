package routes.model;

import routes.model.format.Doc;

/** The address of a broker, and how the hub authenticates there. */
@Doc("The address of a broker, and how the hub authenticates there.")
public sealed interface Connection permits KafkaConnection, RabbitConnection, AwsConnection {}
