package routes.model;

import static routes.support.DisplayText.quoted;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The options of Kafka's clients that users may set. All others are either controlled by the hub, or would let the author of
 * a file run code or reach other hosts (CVE-2023-25194 and similar ones).
 */
enum KafkaOption {
    BATCH_SIZE(from(0)),
    CLIENT_DNS_LOOKUP(oneOf("resolve_canonical_bootstrap_servers_only", "use_all_dns_ips")),
    CLIENT_RACK(value -> BrokerNames.isName(value) ? Optional.empty() : Optional.of(BrokerNames.RULE)),
    COMPRESSION_TYPE(oneOf("gzip", "lz4", "none", "snappy", "zstd")),
    CONNECTIONS_MAX_IDLE_MS(from(KafkaOption.NEVER, Long.MAX_VALUE)),
    DELIVERY_TIMEOUT_MS(from(1)),
    FETCH_MAX_BYTES(from(0)),
    FETCH_MAX_WAIT_MS(from(0)),
    FETCH_MIN_BYTES(from(0)),
    HEARTBEAT_INTERVAL_MS(from(1, KafkaOption.AN_HOUR)),
    LINGER_MS(from(0, KafkaOption.AN_HOUR)),
    MAX_PARTITION_FETCH_BYTES(from(0)),
    MAX_POLL_INTERVAL_MS(from(1)),
    MAX_POLL_RECORDS(from(1)),
    MAX_REQUEST_SIZE(from(1)),
    METADATA_MAX_AGE_MS(from(0, Long.MAX_VALUE)),
    RECEIVE_BUFFER_BYTES(from(KafkaOption.SYSTEM_DEFAULT)),
    RECONNECT_BACKOFF_MAX_MS(from(0, Long.MAX_VALUE)),
    RECONNECT_BACKOFF_MS(from(0, Long.MAX_VALUE)),
    REQUEST_TIMEOUT_MS(from(1, KafkaOption.AN_HOUR)),
    SEND_BUFFER_BYTES(from(KafkaOption.SYSTEM_DEFAULT)),
    SESSION_TIMEOUT_MS(from(1));

    private static final int SYSTEM_DEFAULT = -1;
    private static final int NEVER = -1;

    /** The upper limit, in milliseconds, of options that Kafka adds up: the sums must fit into an int. */
    private static final int AN_HOUR = 3_600_000;

    private static final Map<String, KafkaOption> BY_NAME = Stream.of(values())
            .collect(Collectors.toMap(KafkaOption::toString, option -> option, (one, other) -> one, TreeMap::new));

    private final Function<String, Optional<String>> check;

    /** @param check returns the end of a message if the value is invalid: {@code  must be …} */
    KafkaOption(Function<String, Optional<String>> check) {
        this.check = check;
    }

    /** @throws InvalidValueException if an option may not be set, has an invalid value, or contradicts another one */
    static void requireAll(Map<String, String> options) {
        new TreeMap<>(options).forEach((name, value) -> {
            rule(
                    BY_NAME.containsKey(name),
                    "the client option " + quoted(name) + " may not be set; allowed options: " + BY_NAME.keySet());
            BY_NAME.get(name).check.apply(value).ifPresent(problem -> rule(false, name + problem));
        });
        String heartbeat = options.getOrDefault(HEARTBEAT_INTERVAL_MS.toString(), "3000");
        String session = options.getOrDefault(SESSION_TIMEOUT_MS.toString(), String.valueOf(Integer.MAX_VALUE));
        rule(
                Long.parseLong(heartbeat) < Long.parseLong(session),
                HEARTBEAT_INTERVAL_MS + " must be less than " + SESSION_TIMEOUT_MS + ", but is " + heartbeat);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static Function<String, Optional<String>> from(long least) {
        return from(least, Integer.MAX_VALUE);
    }

    private static Function<String, Optional<String>> from(long least, long most) {
        return value -> isWhole(value, least, most)
                ? Optional.empty()
                : Optional.of(" must be a whole number from " + least + " to " + most + ", but is " + quoted(value));
    }

    private static boolean isWhole(String value, long least, long most) {
        try {
            return value.matches("-?[0-9]+") && Long.parseLong(value) >= least && Long.parseLong(value) <= most;
        } catch (NumberFormatException e) {
            return false; // it has too many digits
        }
    }

    private static Function<String, Optional<String>> oneOf(String... words) {
        Set<String> known = new TreeSet<>(Set.of(words));
        return value -> known.contains(value)
                ? Optional.empty()
                : Optional.of(" must be one of " + known + ", but is " + quoted(value));
    }

    private static void rule(boolean holds, String message) {
        InvalidValueException.require(holds, "options", message);
    }
}
