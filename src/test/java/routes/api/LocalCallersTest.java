package routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalCallersTest {

    private static final LocalCallers CALLERS = new LocalCallers(Set.of("hub.example"));

    private static Optional<String> problem(HttpMethod method, String target, String... headers) {
        MultiMap all = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        return CALLERS.problem(method, target, all, Optional.of("10.0.0.5"));
    }

    private static Optional<String> get(String... headers) {
        return problem(HttpMethod.GET, "/api/v1/routes", headers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LOCALHOST:1",
                "localhost.",
                "127.0.0.1",
                "127.0.0.1:8080",
                "127.8.9.10:1",
                "[::1]",
                "[::1]:8080",
                "[0:0:0:0:0:0:0:1]:8080",
                "hub.example",
                "Hub.Example:443",
                "10.0.0.5:8080",
                "[::ffff:127.0.0.1]",
            })
    void areKnownByTheHostThatTheyName(String host) {
        assertThat(get("Host", host)).isEmpty();
        assertThat(get("Host", host, "Origin", "http://" + host, "Sec-Fetch-Site", "same-origin"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "10.0.0.6",
                "0.0.0.0:8080",
                "[::]",
                "[fe80::1]",
                "2130706433",
                "127.1",
                "0x7f.0.0.1",
                "localhost@evil.example",
                "",
                "localhost, evil.example",
                "evil.example#localhost",
                "xhub.example",
                "hub.example.evil",
                "127.0.0.256",
                "[::1].evil.example",
            })
    void areNotThoseWhoNameAnotherHost(String host) {
        assertThat(get("Host", host))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .contains("the header Host must be localhost, 127.0.0.1 or [::1]")
                        .contains("HUB_API_HOSTS")
                        .contains("HUB_API_TOKENS"));
    }

    @Test
    void nameExactlyOneHost() {
        assertThat(get()).isPresent();
        assertThat(get("Host", "localhost", "Host", "evil.example")).isPresent();
        assertThat(problem(HttpMethod.GET, "http://evil.example/api/v1/routes", "Host", "localhost"))
                .isPresent();
        assertThat(problem(HttpMethod.GET, "HTTP://localhost/api/v1/routes", "Host", "localhost"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null", "http://evil.example", "https://localhost.evil.example", "http://localhost:3000",
                        "http://127.0.0.1:8080",
                "file://", "", "http://localhost:8080/", "http://localhost:8080, http://evil.example",
                        "chrome-extension://abc",
            })
    void areNotPagesOfAnotherOrigin(String origin) {
        for (HttpMethod method : Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.OPTIONS)) {
            assertThat(problem(method, "/", "Host", "localhost:8080", "Origin", origin))
                    .hasValueSatisfying(problem -> assertThat(problem).contains("the header Origin is"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  none,        navigate, document, true",
        "GET,  same-origin, cors,     empty,    true",
        "POST, same-origin, cors,     empty,    true",
        "GET,  cross-site,  navigate, document, true",
        "HEAD, same-site,   navigate, document, true",
        "GET,  cross-site,  navigate, iframe,   false",
        "GET,  cross-site,  no-cors,  script,   false",
        "GET,  cross-site,  no-cors,  image,    false",
        "GET,  same-site,   cors,     empty,    false",
        "POST, cross-site,  navigate, document, false",
        "POST, same-site,   navigate, document, false",
        "GET,  anything,    cors,     empty,    false",
        "GET,  '',          cors,     empty,    false",
    })
    void mayFollowALinkAndNothingMoreFromAnotherSite(
            String method, String site, String mode, String destination, boolean allowed) {
        assertThat(problem(
                                HttpMethod.valueOf(method),
                                "/",
                                "Host",
                                "localhost",
                                "Sec-Fetch-Site",
                                site,
                                "Sec-Fetch-Mode",
                                mode,
                                "Sec-Fetch-Dest",
                                destination)
                        .isEmpty())
                .isEqualTo(allowed);
    }
}
