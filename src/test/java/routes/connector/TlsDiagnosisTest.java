package routes.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class TlsDiagnosisTest {

    @Test
    void tellsAnExpiredCertificateFromOneThatIsNotTrusted() {
        Exception expired = new CertPathValidatorException(
                "validity check failed", new CertificateExpiredException("NotAfter: Sun Nov 22 13:00:00 UTC 2026"));
        SSLException handshake = new SSLHandshakeException("PKIX path validation failed: " + expired);
        handshake.initCause(expired);

        assertThat(TlsDiagnosis.explained(handshake))
                .isEqualTo("its certificate is not valid today (NotAfter: Sun Nov 22 13:00:00 UTC 2026); renew it, or"
                        + " correct the clock of this machine if the certificate is right");
    }

    @Test
    void handsOnWhatItDoesNotKnow() {
        assertThat(TlsDiagnosis.explained(new SSLException("no cipher suites in common")))
                .isEqualTo("no cipher suites in common");
    }
}
