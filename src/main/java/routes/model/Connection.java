package routes.model;

import routes.model.format.Doc;

/** Where a broker is and how the hub presents itself there. */
@Doc("Where a broker is and how the hub presents itself there.")
public sealed interface Connection permits KafkaConnection, RabbitConnection, AwsConnection {}
