package routes.connector.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Connection;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import routes.connector.ConnectorException;

class SourceConnectionPoolTest {

    private final List<OpenConnection> opened = new ArrayList<>();
    private final List<Connection> closed = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
    private final SourceConnectionPool lines = new SourceConnectionPool(this::open, Runnable::run, clock);

    @AfterEach
    void stopTheClock() {
        clock.shutdownNow();
    }

    @Test
    void givesTheFirstSourcesAConnectionEachAndSpreadsTheOthersEvenly() {
        List<OpenConnection> joined = joined(3 * SourceConnectionPool.MOST);

        assertThat(opened).hasSize(SourceConnectionPool.MOST);
        assertThat(joined.subList(0, SourceConnectionPool.MOST)).doesNotHaveDuplicates();
        assertThat(opened)
                .allSatisfy(line -> assertThat(joined).filteredOn(line::equals).hasSize(3));
    }

    @Test
    void closesAConnectionWithTheLastThatLeaves() {
        List<SourceConnectionPool.Lease> berths = berths(SourceConnectionPool.MOST + 1);
        SourceConnectionPool.Lease first = berths.get(0);
        SourceConnectionPool.Lease last = berths.get(SourceConnectionPool.MOST);
        assertThat(last.line()).isEqualTo(first.line());

        first.leave(SourceConnectionPool.Leave.IN_PEACE);
        assertThat(closed).isEmpty();
        last.leave(SourceConnectionPool.Leave.IN_PEACE);

        assertThat(closed).containsExactly(first.line().connection());
    }

    @Test
    void sendsNobodyWhereTheBrokerWasSilentAndLeavesThoseWhoAreThere() {
        List<SourceConnectionPool.Lease> berths = berths(2 * SourceConnectionPool.MOST);
        OpenConnection dubious = berths.get(0).line();

        berths.get(0).leave(SourceConnectionPool.Leave.IN_DOUBT);

        assertThat(joined(2 * SourceConnectionPool.MOST)).doesNotContain(dubious);
        assertThat(opened).hasSize(SourceConnectionPool.MOST + 1);
        assertThat(closed).isEmpty();
    }

    @Test
    void givesWhoeverHasToBeAloneAConnectionThatNobodyJoins() {
        OpenConnection alone = lines.join(true).join().line();

        assertThat(joined(3 * SourceConnectionPool.MOST)).doesNotContain(alone);
    }

    @Test
    void makesDoWithTheConnectionsThatThereAreWhereNoMoreCanBeOpened() {
        joined(SourceConnectionPool.MOST - 1);
        isOut = true;
        assertThatThrownBy(() -> joined(1)).hasRootCauseMessage("nobody is there");

        assertThat(joined(SourceConnectionPool.MOST)).isSubsetOf(opened);
    }

    @Test
    void opensAnotherInPlaceOfOneThatIsLost() {
        OpenConnection lost = berths(SourceConnectionPool.MOST).get(0).line();

        lost.connection().abort(0);

        assertThat(joined(1)).doesNotContain(lost);
        assertThat(opened).hasSize(SourceConnectionPool.MOST + 1);
    }

    @Test
    void tellsAllWhoWaitForAConnectionThatItCannotBeOpenedAndTriesAnew() {
        SourceConnectionPool slow = new SourceConnectionPool(this::open, waiting::add, clock);
        List<CompletableFuture<SourceConnectionPool.Lease>> first = Stream.generate(() -> slow.join(false))
                .limit(2L * SourceConnectionPool.MOST)
                .toList();
        assertThat(waiting).hasSize(SourceConnectionPool.MOST);
        opened.clear();
        isOut = true;

        waiting.forEach(Runnable::run);

        assertThat(first)
                .allSatisfy(lease -> assertThatThrownBy(lease::join)
                        .isInstanceOf(CompletionException.class)
                        .hasRootCauseMessage("nobody is there"));
        isOut = false;
        waiting.clear();
        CompletableFuture<SourceConnectionPool.Lease> again = slow.join(false);
        waiting.forEach(Runnable::run);
        assertThat(again).isCompleted();
    }

    private boolean isOut;

    private OpenConnection open() {
        if (isOut) {
            throw new ConnectorException("nobody is there");
        }
        OpenConnection line = new OpenConnection(connection(), null);
        opened.add(line);
        return line;
    }

    /** One that can be looked at and closed. */
    private Connection connection() {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    switch (method.getName()) {
                        case "abort":
                            closed.add((Connection) self);
                            return null;
                        case "isOpen":
                            return closed.stream().noneMatch(one -> one == self);
                        case "equals":
                            return self == arguments[0];
                        case "hashCode":
                            return System.identityHashCode(self);
                        case "toString":
                            return "connection";
                        default:
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
    }

    private List<SourceConnectionPool.Lease> berths(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> lines.join(false).join())
                .toList();
    }

    private List<OpenConnection> joined(int number) {
        return berths(number).stream().map(SourceConnectionPool.Lease::line).toList();
    }
}
