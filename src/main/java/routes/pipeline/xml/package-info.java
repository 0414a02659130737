/**
 * XML bodies: a parser without access to external resources, XSD, XPath and XSLT with Saxon, and conversion from and to JSON. The
 * cost of an XML Schema is estimated before the JDK compiles it. Depends on {@code pipeline.body} and {@code pipeline.json}.
 */
package routes.pipeline.xml;
