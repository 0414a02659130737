package routes.model;

import static routes.model.InvalidValueException.require;

import java.util.Optional;
import routes.model.format.Doc;
import routes.model.format.Rule;

/** Encryption of a connection. The host name is always verified. */
@Doc("Encrypts the connection; {} trusts the certificate authorities of the system. The host name is always verified.")
public record Tls(
        @Doc(value = "A PEM file with the certificate authorities to trust.", example = "/etc/hub/tls/ca.crt")
        Optional<String> ca,

        @Doc(value = "A PEM file with the hub's own certificate chain.", example = "/etc/hub/tls/hub.crt")
        @Rule.Needs("key")
        Optional<String> certificate,

        @Doc(value = "A PEM file with the hub's private key (PKCS#8, not encrypted).", example = "/etc/hub/tls/hub.key")
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
