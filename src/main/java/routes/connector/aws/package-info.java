/**
 * What the connectors of AWS services share: clients, errors in words, the message with its ten attributes, and calls of up to ten
 * entries that are each answered on their own. Knows what connectors share; neither SQS nor SNS as a connector.
 */
package routes.connector.aws;
