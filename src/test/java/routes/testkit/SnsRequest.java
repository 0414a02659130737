package routes.testkit;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A call of SNS in the AWS Query protocol, whose lists and maps are numbered fields. */
record SnsRequest(String action, Map<String, String> form) {

    /** An attribute of a message: a data type, and a value that is base64 where the type is Binary. */
    record Attribute(String type, String value) {

        boolean isBinary() {
            return type.startsWith("Binary");
        }
    }

    Optional<String> optional(String field) {
        return Optional.ofNullable(form.get(field));
    }

    String required(String field) {
        return optional(field).orElseThrow(() -> SnsFault.invalid("Invalid parameter: " + field));
    }

    /** Fields {@code prefix.1.key}, {@code prefix.1.value} and so on. */
    Map<String, String> map(String prefix) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 1; form.containsKey(prefix + "." + i + ".key"); i++) {
            map.put(form.get(prefix + "." + i + ".key"), form.getOrDefault(prefix + "." + i + ".value", ""));
        }
        return map;
    }

    /** The message attributes below a prefix, {@code ""} or {@code PublishBatchRequestEntries.member.1.}. */
    Map<String, Attribute> attributes(String prefix) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (int i = 1; ; i++) {
            String entry = prefix + "MessageAttributes.entry." + i;
            String name = form.get(entry + ".Name");
            if (name == null) {
                return attributes;
            }
            String type = form.getOrDefault(entry + ".Value.DataType", "");
            String field = type.startsWith("Binary") ? ".Value.BinaryValue" : ".Value.StringValue";
            String value = form.getOrDefault(entry + field, "");
            if (type.isEmpty() || value.isEmpty()) {
                throw new SnsFault(
                        400,
                        "ParameterValueInvalid",
                        "The message attribute '" + name + "' must contain non-empty message attribute value.");
            }
            attributes.put(name, new Attribute(type, value));
        }
    }

    /** What is published below a prefix. */
    SnsPublication publication(String prefix, String topicArn) {
        SnsPublication publication = new SnsPublication(
                topicArn,
                required(prefix + "Message"),
                optional(prefix + "Subject"),
                optional(prefix + "MessageGroupId"),
                optional(prefix + "MessageDeduplicationId"),
                attributes(prefix));
        publication.check();
        return publication;
    }

    static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
