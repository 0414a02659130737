package routes.api;

import static routes.support.DisplayText.quoted;

import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells requests that somebody on this machine makes from those that a web page of somebody else makes in that person's browser:
 * from another site, or by a host name that the page's owner has had resolved to this machine (DNS rebinding). An API without
 * tokens has nothing else to tell them apart by. Immutable and thread-safe.
 */
final class LocalCallers {

    private static final Pattern AUTHORITY = Pattern.compile("\\[?([^\\[\\]]*?)]?(?::(\\d*))?");
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://([^/?#]*).*");
    private static final Pattern ORIGIN = Pattern.compile("https?://([^/?#]+)");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final Set<String> otherNames;

    /** @param otherNames other host names by which the hub may be called, in lower case */
    LocalCallers(Set<String> otherNames) {
        this.otherNames = Set.copyOf(otherNames);
    }

    /** Why a request is refused; empty if it may be local. */
    Optional<String> problem(HttpServerRequest request) {
        return problem(
                request.method(),
                request.uri(),
                request.headers(),
                Optional.ofNullable(request.localAddress()).map(SocketAddress::hostAddress));
    }

    /**
     * @param target what the request asks for: a path, or a whole URL
     * @param address at which the request came in
     */
    Optional<String> problem(HttpMethod method, String target, MultiMap headers, Optional<String> address) {
        List<String> hosts = headers.getAll("Host");
        String authority = hosts.size() == 1 ? hosts.get(0).strip() : "";
        Matcher absolute = ABSOLUTE.matcher(target);
        if (!isOwn(authority, address) || absolute.matches() && !isOwn(absolute.group(1), address)) {
            return Optional.of(
                    "without tokens the API answers only what is sent to this machine: the header Host must be"
                            + " localhost, 127.0.0.1 or [::1], but is " + quoted(authority)
                            + "; allow other names with HUB_API_HOSTS, or set up tokens with HUB_API_TOKENS");
        }
        return originProblem(headers.getAll("Origin"), authority).or(() -> siteProblem(method, headers));
    }

    private boolean isOwn(String authority, Optional<String> address) {
        Matcher parts = AUTHORITY.matcher(authority.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return false;
        }
        String name = parts.group(1).endsWith(".")
                ? parts.group(1).substring(0, parts.group(1).length() - 1)
                : parts.group(1);
        return name.equals("localhost") || otherNames.contains(name) || isOwnAddress(name, address);
    }

    /** A loopback address, or the very address at which the request came in: no name, so nobody can have it resolved. */
    private static boolean isOwnAddress(String name, Optional<String> at) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(name);
        if (address == null) {
            return false;
        }
        byte[] local = at.map(NetUtil::createByteArrayFromIpAddressString).orElse(new byte[0]);
        try {
            return InetAddress.getByAddress(address).isLoopbackAddress() || Arrays.equals(address, local);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    private static Optional<String> originProblem(List<String> origins, String authority) {
        boolean own = origins.stream().allMatch(origin -> {
            Matcher parts = ORIGIN.matcher(origin.strip());
            return parts.matches() && parts.group(1).equalsIgnoreCase(authority);
        });
        return own && origins.size() <= 1
                ? Optional.empty()
                : Optional.of("without tokens the API takes nothing from pages of other sites: the header Origin is "
                        + quoted(String.join(", ", origins)) + "; set up tokens with HUB_API_TOKENS");
    }

    private static Optional<String> siteProblem(HttpMethod method, MultiMap headers) {
        List<String> sites = headers.getAll("Sec-Fetch-Site");
        return sites.stream().allMatch(site -> OWN_SITE.contains(site.strip())) || isNavigation(method, headers)
                ? Optional.empty()
                : Optional.of("without tokens the API answers no page of another site: the header Sec-Fetch-Site is "
                        + quoted(String.join(", ", sites)) + "; set up tokens with HUB_API_TOKENS");
    }

    /** Somebody follows a link or a bookmark: the page that has the link does not get to see the response. */
    private static boolean isNavigation(HttpMethod method, MultiMap headers) {
        boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        return reads
                && "navigate".equals(headers.get("Sec-Fetch-Mode"))
                && "document"
                        .equals(Optional.ofNullable(headers.get("Sec-Fetch-Dest"))
                                .orElse("document"));
    }
}
