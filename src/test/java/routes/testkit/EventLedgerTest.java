package routes.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import routes.event.Bytes;
import routes.event.Event;

class EventLedgerTest {

    private final EventLedger book = new EventLedger("run", 2, 1);
    private final List<Event> arrived = new ArrayList<>(book.write(10));

    @Test
    void isContentWithWhatItWrote() {
        assertThat(book.check(arrived).isClean()).isTrue();
    }

    @Test
    void missesWhatDidNotArrive() {
        arrived.remove(3);

        assertThat(book.check(arrived).missing()).containsExactly(3);
    }

    @Test
    void doesNotMissWhatWasNeverConfirmed() {
        book.doubt(List.of(arrived.remove(3)));

        assertThat(book.check(arrived).isClean()).isTrue();
    }

    @Test
    void countsEachArrivalAfterTheFirst() {
        arrived.addAll(arrived.subList(0, 2));

        EventLedger.Findings findings = book.check(arrived);
        assertThat(findings.duplicates()).containsExactly(0, 1);
        assertThat(findings.nothingLost()).isTrue();
    }

    @Test
    void seesOrderBrokenWithinAKey() {
        Collections.swap(arrived, 4, 6);

        assertThat(book.check(arrived).outOfOrder()).containsExactly(4);
    }

    @Test
    void leavesOrderBetweenKeysAlone() {
        Collections.swap(arrived, 4, 5);

        assertThat(book.check(arrived).isClean()).isTrue();
    }

    @Test
    void seesWhatWasChanged() {
        arrived.set(1, arrived.get(1).withBody(Bytes.ofText("other")));
        arrived.set(2, arrived.get(2).withKey(Bytes.absent()));
        arrived.set(3, arrived.get(3).withHeaders(arrived.get(3).headers().with("added", "x")));

        EventLedger.Findings findings = book.check(arrived);
        assertThat(findings.corrupt()).containsExactly(1);
        assertThat(findings.keyDiffers()).containsExactly(2);
        assertThat(findings.headersDiffer()).containsExactly(3);
    }

    @Test
    void doesNotKnowWhatOthersWrote() {
        arrived.addAll(new EventLedger("another run", 2, 1).write(1));

        assertThat(book.check(arrived).unexpected()).hasSize(1);
    }
}
