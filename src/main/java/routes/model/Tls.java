package routes.model;

import static routes.model.InvalidValueException.require;

import java.util.Optional;
import routes.model.format.Doc;
import routes.model.format.Rule;

/** An encrypted connection. The host name is always verified. */
@Doc("An encrypted connection; {} trusts the authorities of the system. The host name is always verified.")
public record Tls(
        @Doc(value = "A PEM file of the authorities to trust.", example = "/etc/hub/tls/ca.crt")
        Optional<String> ca,

        @Doc(value = "A PEM file with the hub's own certificate chain.", example = "/etc/hub/tls/hub.crt")
        @Rule.Needs("key")
        Optional<String> certificate,

        @Doc(value = "A PEM file with its private key (PKCS#8, not encrypted).", example = "/etc/hub/tls/hub.key")
        @Rule.Needs("certificate")
        Optional<String> key) {

    public Tls {
        require(
                certificate.isPresent() == key.isPresent(),
                "",
                "certificate and key go together: give both or neither");
        requireFile(ca, "ca");
        requireFile(certificate, "certificate");
        requireFile(key, "key");
    }

    private static void requireFile(Optional<String> path, String component) {
        require(
                path.map(text -> !text.isBlank() && BrokerNames.isPlain(text)).orElse(true),
                component,
                component + " must be the path of a PEM file");
    }
}
