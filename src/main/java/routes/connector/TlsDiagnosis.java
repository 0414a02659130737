package routes.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import routes.model.Tls;

/** Explains why a TLS handshake failed and how to fix it. The JDK's exceptions differ only in their text. Thread-safe. */
public enum TlsDiagnosis {
    OWN_EXPIRED(
            "fatal alert: .*certificate_expired",
            "the hub's own certificate is not valid today",
            "renew tls.certificate, or correct the clock of this machine or of the broker if it is right"),
    EXPIRED(
            "NotAfter|NotBefore",
            "its certificate is not valid today",
            "renew it, or correct the clock of this machine if the certificate is right"),
    UNTRUSTED(
            "certification path|trust ?[aA]nchor",
            "its certificate was not issued by an authority that the hub trusts",
            "set tls.ca to the PEM file of its authority"),
    MISNAMED(
            "No subject alternative|No name matching|domain name",
            "its certificate is not for the host name by which the hub connects",
            "connect by a name in the certificate, or have a certificate issued for this name"),
    PLAIN("Unsupported or unrecognized SSL message", "this port does not use TLS", "use the broker's TLS port"),
    UNKNOWN(
            "fatal alert: .*(certificate|_ca|access_denied)",
            "it does not accept the hub's certificate",
            "set tls.certificate and tls.key to a certificate from an authority that the broker trusts");

    private final Pattern sign;
    private final String meaning;
    private final String remedy;

    TlsDiagnosis(String sign, String meaning, String remedy) {
        this.sign = Pattern.compile(sign);
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** As {@link #explained(SSLException)}, for a connection with these settings. */
    public static String explained(SSLException problem, Optional<Tls> tls) {
        String said = explained(problem);
        boolean ofTheHub = said.startsWith(UNKNOWN.meaning) || said.startsWith(OWN_EXPIRED.meaning);
        return ofTheHub ? expired(tls).orElse(said) : said;
    }

    private static Optional<String> expired(Optional<Tls> tls) {
        return tls.flatMap(PemTls::expiry).map(text -> OWN_EXPIRED.meaning + " (" + text + "); " + OWN_EXPIRED.remedy);
    }

    /** The failure and its remedy as text for operators. */
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

    /** The likely reason if a broker closed the connection without giving one. */
    public static String suspected(Optional<Tls> tls) {
        return expired(tls).orElseGet(() -> likely(tls));
    }

    private static String likely(Optional<Tls> tls) {
        return tls.isEmpty()
                ? "if this port requires TLS, set tls in the connection"
                : "if it requires a client certificate, " + UNKNOWN.remedy;
    }
}
