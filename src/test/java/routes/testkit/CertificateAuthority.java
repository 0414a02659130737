package routes.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Signs certificates, which it keeps as PEM files. Made by the keytool of the JDK, so that nothing else must be installed. */
public final class CertificateAuthority {

    private static final String PASSWORD = "changeit";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path folder;
    private final String name;
    private final Path ca;

    /** A certificate chain and its key. */
    public record Identity(Path chain, Path key) {

        public String chainText() {
            return read(chain);
        }

        public String keyText() {
            return read(key);
        }
    }

    private CertificateAuthority(Path folder, String name) {
        this.folder = folder;
        this.name = name;
        keytool(name, "-keyalg", "EC", "-groupname", "secp256r1", "-ext", "bc:c");
        this.ca = save(name).chain();
    }

    public static CertificateAuthority found(Path folder, String name) {
        return new CertificateAuthority(folder, name);
    }

    /** Its own certificate, for those who trust it. */
    public Path ca() {
        return ca;
    }

    public String caText() {
        return read(ca);
    }

    /** A certificate for a server that is reached by this host name and no other. */
    public Identity server(String host) {
        keytool("server", "-keyalg", "EC", "-groupname", "secp256r1", "-signer", name, "-ext", "san=dns:" + host);
        return save("server");
    }

    /** A certificate for a client, with an RSA key where the server's is one of elliptic curves. */
    public Identity client(String client) {
        keytool(client, "-keyalg", "RSA", "-keysize", "2048", "-signer", name);
        return save(client);
    }

    /** As {@link #server}, that was valid until some days ago. */
    public Identity expiredServer(String host) {
        keytool(
                "expired",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-signer",
                name,
                "-ext",
                "san=dns:" + host,
                "-startdate",
                "-9d");
        return save("expired");
    }

    /** As {@link #client}, that was valid until some days ago. */
    public Identity expiredClient(String client) {
        keytool(client, "-keyalg", "RSA", "-keysize", "2048", "-signer", name, "-startdate", "-9d");
        return save(client);
    }

    private Path store() {
        return folder.resolve(name + ".p12");
    }

    private void keytool(String alias, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-keystore",
                store().toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-validity",
                "2",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias));
        command.addAll(List.of(options));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Identity save(String alias) {
        try {
            KeyStore keys = KeyStore.getInstance(store().toFile(), PASSWORD.toCharArray());
            StringBuilder chain = new StringBuilder();
            for (Certificate certificate : keys.getCertificateChain(alias)) {
                chain.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            String key = pem(
                    "PRIVATE KEY", keys.getKey(alias, PASSWORD.toCharArray()).getEncoded());
            return new Identity(
                    Files.writeString(folder.resolve(alias + ".crt"), chain),
                    Files.writeString(folder.resolve(alias + ".key"), key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(what, new String(LINES.encode(encoded), US_ASCII), what);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
