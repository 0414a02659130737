package routes.connector;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import routes.model.Tls;

/**
 * TLS settings from PEM files. The files are read again for each connection, so that renewed certificates take effect.
 * Thread-safe.
 */
public final class PemTls {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /** The supported kinds of keys, and a signature algorithm for each. */
    private static final Map<String, String> ALGORITHMS =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private PemTls() {}

    /**
     * Reads every file.
     * @throws SSLException with a message that names the unusable file and the reason
     */
    public static SSLContext context(Tls tls) throws SSLException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own(tls), trusted(tls), null);
            return context;
        } catch (SSLException e) {
            throw e;
        } catch (GeneralSecurityException | IOException e) {
            throw new SSLException("the certificates cannot be used: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] trusted(Tls tls) throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (tls.ca().isEmpty()) {
            factory.init((KeyStore) null);
            return factory.getTrustManagers();
        }
        KeyStore store = empty();
        int number = 0;
        for (Certificate authority : certificates("tls.ca", tls.ca().get())) {
            store.setCertificateEntry("ca-" + number++, authority);
        }
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] own(Tls tls) throws GeneralSecurityException, IOException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore store = empty();
        if (tls.certificate().isPresent()) {
            List<Certificate> chain =
                    certificates("tls.certificate", tls.certificate().get());
            PrivateKey key = privateKey(tls.key().orElseThrow());
            if (!belong(key, chain.get(0).getPublicKey())) {
                throw new SSLException(
                        "the private key in tls.key does not belong to the first certificate in tls.certificate");
            }
            store.setKeyEntry("hub", key, new char[0], chain.toArray(Certificate[]::new));
        }
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    /**
     * Why the hub's own certificate is not valid today; empty if it is, or there is none that can be read. Asked only after a
     * refused connection: a broker that does not look at the certificate takes an expired one, too.
     */
    static Optional<String> expiry(Tls tls) {
        try {
            if (tls.certificate().isPresent()) {
                ((X509Certificate) certificates(
                                        "tls.certificate", tls.certificate().get())
                                .get(0))
                        .checkValidity();
            }
            return Optional.empty();
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            return Optional.of(e.getMessage());
        } catch (SSLException e) {
            return Optional.empty();
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<Certificate> certificates(String setting, String file) throws SSLException {
        List<Certificate> found = new ArrayList<>();
        try (InputStream pem = new ByteArrayInputStream(read(setting, file))) {
            found.addAll(CertificateFactory.getInstance("X.509").generateCertificates(pem));
        } catch (SSLException e) {
            throw e;
        } catch (CertificateException | IOException e) {
            found.clear();
        }
        if (found.isEmpty()) {
            throw new SSLException(setting + ": the file " + file + " contains no certificate (BEGIN CERTIFICATE)");
        }
        return found;
    }

    private static PrivateKey privateKey(String file) throws GeneralSecurityException, SSLException {
        Matcher pem = KEY.matcher(new String(read("tls.key", file), StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw new SSLException(
                    "tls.key: the file " + file + " contains no unencrypted PKCS#8 key (BEGIN PRIVATE KEY)");
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        for (String algorithm : ALGORITHMS.keySet()) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                // The key has another algorithm; try the next one.
            }
        }
        throw new SSLException(
                "tls.key: the file " + file + " contains a key of an unsupported kind; use RSA, EC or EdDSA");
    }

    /** Checks that the private key belongs to the certificate, by signing and verifying. */
    private static boolean belong(PrivateKey own, PublicKey certified) throws GeneralSecurityException {
        if (!own.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(ALGORITHMS.get(own.getAlgorithm()));
        signature.initSign(own);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        return signature.verify(signed);
    }

    private static byte[] read(String setting, String file) throws SSLException {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            throw new SSLException(setting + ": the file " + file + " cannot be read", e);
        }
    }
}
