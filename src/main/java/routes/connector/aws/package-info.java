/**
 * The shared part of the connectors for AWS: clients, error messages, the message format with its ten attributes, and batch calls
 * of up to ten entries with individual results. Depends on {@code connector}, but on neither the SQS nor the SNS connector.
 */
package routes.connector.aws;
