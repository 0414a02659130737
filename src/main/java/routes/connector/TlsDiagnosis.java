package routes.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import routes.model.Tls;

/** Why an encrypted connection did not come about, and how to mend that. The JDK tells the kinds apart by their text alone. */
public enum TlsDiagnosis {
    EXPIRED(
            "NotAfter|NotBefore",
            "its certificate is not valid today",
            "renew it, or correct the clock of this machine if the certificate is right"),
    UNTRUSTED(
            "certification path|trust ?[aA]nchor",
            "its certificate comes from no authority that the hub trusts",
            "name the PEM file of its authority in tls.ca"),
    MISNAMED(
            "No subject alternative|No name matching|domain name",
            "its certificate is not for the host name by which the hub connects",
            "connect by a name in the certificate, or have one made for this name"),
    PLAIN("Unsupported or unrecognized SSL message", "it does not speak TLS at this port", "give its port for TLS"),
    UNKNOWN(
            "fatal alert: .*(certificate|_ca|access_denied)",
            "it does not know the hub by its certificate",
            "give tls.certificate and tls.key from an authority that the broker trusts");

    private final Pattern sign;
    private final String meaning;
    private final String remedy;

    TlsDiagnosis(String sign, String meaning, String remedy) {
        this.sign = Pattern.compile(sign);
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** In words for the person who mends it. */
    public static String explained(SSLException problem) {
        List<String> texts = new ArrayList<>();
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            texts.add(0, String.valueOf(cause.getMessage()));
        }
        return Stream.of(values())
                .flatMap(fault -> texts.stream()
                        .filter(text -> fault.sign.matcher(text).find())
                        .map(text -> fault.meaning + " (" + text + "); " + fault.remedy))
                .findFirst()
                .orElseGet(() -> String.valueOf(problem.getMessage()));
    }

    /** What may be the reason where a broker hung up and gave none. */
    public static String suspected(Optional<Tls> tls) {
        return tls.isEmpty()
                ? "if it speaks TLS at this port, give the connection tls"
                : "if it wants to know the hub by its certificate, " + UNKNOWN.remedy;
    }
}
