package routes.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The API behind an OpenID Connect server: what it needs of one, on a free port. */
@QuarkusTest
@TestProfile(OpenIdConnectIT.BehindOpenIdConnect.class)
class OpenIdConnectIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final KeyPair KEYS = keys();
    private static final KeyPair OTHERS = keys();
    private static final HttpServer SERVER = server();
    private static final String ISSUER =
            "http://127.0.0.1:" + SERVER.getAddress().getPort();

    /** The server is the only one that can let anybody in. */
    public static final class BehindOpenIdConnect implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "hub.home", "src/test/resources/status",
                    "quarkus.oidc.tenant-enabled", "true",
                    "quarkus.oidc.auth-server-url", ISSUER,
                    "quarkus.oidc.client-id", "hub",
                    "quarkus.http.test-port", "0",
                    "quarkus.management.test-port", "0");
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has RSA", e);
        }
    }

    private static HttpServer server() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, configuration()));
            server.createContext("/keys", exchange -> answer(exchange, Map.of("keys", List.of(key()))));
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange, Map<String, ?> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> configuration() {
        return Map.of(
                "issuer", ISSUER,
                "jwks_uri", ISSUER + "/keys",
                "authorization_endpoint", ISSUER + "/authorize",
                "token_endpoint", ISSUER + "/token");
    }

    private static Map<String, String> key() {
        RSAPublicKey key = (RSAPublicKey) KEYS.getPublic();
        return Map.of(
                "kty", "RSA",
                "use", "sig",
                "alg", "RS256",
                "kid", "one",
                "n", encoded(key.getModulus()),
                "e", encoded(key.getPublicExponent()));
    }

    private static String encoded(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, sign, bytes.length));
    }

    private static String token(KeyPair keys, String role) {
        return Jwt.issuer(ISSUER)
                .upn("anna")
                .groups(Set.of(role))
                .jws()
                .keyId("one")
                .sign(keys.getPrivate());
    }

    private static int status(String token, String method, String path) {
        return given().header("Authorization", "Bearer " + token)
                .request(method, path)
                .statusCode();
    }

    @Test
    void takesTheRoleFromTheToken() {
        String viewer = token(KEYS, "viewer");
        String admin = token(KEYS, "admin");

        assertThat(status(viewer, "GET", "/api/v1/routes")).isEqualTo(200);
        assertThat(status(viewer, "DELETE", "/api/v1/routes/nothing")).isEqualTo(403);
        assertThat(status(admin, "GET", "/api/v1/routes")).isEqualTo(200);
        assertThat(status(admin, "DELETE", "/api/v1/routes/nothing")).isEqualTo(404);
    }

    @Test
    void letsNobodyInWhoseTokenIsNotFromTheServer() {
        assertThat(status(token(OTHERS, "admin"), "GET", "/api/v1/routes")).isEqualTo(401);
        assertThat(status("a".repeat(24), "GET", "/api/v1/routes")).isEqualTo(401);
        given().get("/api/v1/routes")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("detail", containsString("send a valid token"));
    }
}
