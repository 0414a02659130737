package routes.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import routes.control.EventOrder;

/** What every place keeps that keeps orders about events for other replicas. */
abstract class EventOrderStoreContract {

    static final StoredOrder DEAD_LETTER =
            stored("orders-3@1207", EventOrder.Action.DEAD_LETTER, "a \"wrong\"\ncustomer");
    private static final StoredOrder DISCARD = stored("queue@~2F..~2Fetc", EventOrder.Action.DISCARD, "");

    private static StoredOrder stored(String event, EventOrder.Action action, String reason) {
        return new StoredOrder(
                "orders",
                event,
                new EventOrder(action, "anna", Instant.parse("2026-01-02T03:04:05.678901Z"), reason),
                Instant.parse("2026-01-02T03:09:05Z"));
    }

    /** Two replicas' view of one place. */
    abstract EventOrderStore one();

    abstract EventOrderStore other();

    @Test
    void isTheSameForAllReplicas() throws IOException {
        assertThat(other().all()).isEmpty();
        one().keep(DEAD_LETTER);
        other().keep(DISCARD);

        assertThat(one().all()).containsExactlyInAnyOrder(DEAD_LETTER, DISCARD);
        assertThat(other().all()).containsExactlyInAnyOrder(DEAD_LETTER, DISCARD);
        assertThat(one().isShared()).isTrue();
    }

    @Test
    void holdsTheLastOrderAboutAnEvent() throws IOException {
        StoredOrder later = stored(DEAD_LETTER.event(), EventOrder.Action.CUT, "later");
        one().keep(DEAD_LETTER);
        other().keep(later);

        assertThat(one().all()).containsExactly(later);
    }

    @Test
    void forgetsOnce() throws IOException {
        one().keep(DEAD_LETTER);
        one().keep(DISCARD);

        other().forget(DEAD_LETTER);
        other().forget(DEAD_LETTER);

        assertThat(one().all()).containsExactly(DISCARD);
    }
}
