package routes.broker.rabbitmq;

import routes.broker.BrokerProblem;




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

class SharedLinesTest {

    private final List<RabbitLine> opened = new ArrayList<>();
    private final List<Connection> closed = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
    private final SharedLines lines = new SharedLines(this::open, Runnable::run, clock);

    @AfterEach
    void stopTheClock() {
        clock.shutdownNow();
    }

    @Test
    void givesTheFirstSourcesAConnectionEachAndSpreadsTheOthersEvenly() {
        List<RabbitLine> joined = joined(3 * SharedLines.MOST);

        assertThat(opened).hasSize(SharedLines.MOST);
        assertThat(joined.subList(0, SharedLines.MOST)).doesNotHaveDuplicates();
        assertThat(opened)
                .allSatisfy(line -> assertThat(joined).filteredOn(line::equals).hasSize(3));
    }

    @Test
    void closesAConnectionWithTheLastThatLeaves() {
        List<SharedLines.Berth> berths = berths(SharedLines.MOST + 1);
        SharedLines.Berth first = berths.get(0);
        SharedLines.Berth last = berths.get(SharedLines.MOST);
        assertThat(last.line()).isEqualTo(first.line());

        first.leave(SharedLines.Leave.IN_PEACE);
        assertThat(closed).isEmpty();
        last.leave(SharedLines.Leave.IN_PEACE);

        assertThat(closed).containsExactly(first.line().connection());
    }

    @Test
    void sendsNobodyWhereTheBrokerWasSilentAndLeavesThoseWhoAreThere() {
        List<SharedLines.Berth> berths = berths(2 * SharedLines.MOST);
        RabbitLine dubious = berths.get(0).line();

        berths.get(0).leave(SharedLines.Leave.IN_DOUBT);

        assertThat(joined(2 * SharedLines.MOST)).doesNotContain(dubious);
        assertThat(opened).hasSize(SharedLines.MOST + 1);
        assertThat(closed).isEmpty();
    }

    @Test
    void givesWhoeverHasToBeAloneAConnectionThatNobodyJoins() {
        RabbitLine alone = lines.join(true).join().line();

        assertThat(joined(3 * SharedLines.MOST)).doesNotContain(alone);
    }

    @Test
    void makesDoWithTheConnectionsThatThereAreWhereNoMoreCanBeOpened() {
        joined(SharedLines.MOST - 1);
        isOut = true;
        assertThatThrownBy(() -> joined(1)).hasRootCauseMessage("nobody is there");

        assertThat(joined(SharedLines.MOST)).isSubsetOf(opened);
    }

    @Test
    void opensAnotherInPlaceOfOneThatIsLost() {
        RabbitLine lost = berths(SharedLines.MOST).get(0).line();

        lost.connection().abort(0);

        assertThat(joined(1)).doesNotContain(lost);
        assertThat(opened).hasSize(SharedLines.MOST + 1);
    }

    @Test
    void tellsAllWhoWaitForAConnectionThatItCannotBeOpenedAndTriesAnew() {
        SharedLines slow = new SharedLines(this::open, waiting::add, clock);
        List<CompletableFuture<SharedLines.Berth>> first = Stream.generate(() -> slow.join(false))
                .limit(2L * SharedLines.MOST)
                .toList();
        assertThat(waiting).hasSize(SharedLines.MOST);
        opened.clear();
        isOut = true;

        waiting.forEach(Runnable::run);

        assertThat(first)
                .allSatisfy(berth -> assertThatThrownBy(berth::join)
                        .isInstanceOf(CompletionException.class)
                        .hasRootCauseMessage("nobody is there"));
        isOut = false;
        waiting.clear();
        CompletableFuture<SharedLines.Berth> again = slow.join(false);
        waiting.forEach(Runnable::run);
        assertThat(again).isCompleted();
    }

    private boolean isOut;

    private RabbitLine open() {
        if (isOut) {
            throw new BrokerProblem("nobody is there");
        }
        RabbitLine line = new RabbitLine(connection(), null);
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

    private List<SharedLines.Berth> berths(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> lines.join(false).join())
                .toList();
    }

    private List<RabbitLine> joined(int number) {
        return berths(number).stream().map(SharedLines.Berth::line).toList();
    }
}
