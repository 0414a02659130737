/**
 * XML bodies: a parser that reads nothing from outside, XSD, XPath and XSLT by Saxon, and conversion from and to JSON. What an XML
 * Schema may cost is estimated before the JDK is asked to compile it. Knows {@code pipeline.body} and {@code pipeline.json}.
 */
package routes.pipeline.xml;
