package routes.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class InFlightMemoryTest {

    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    private final InFlightMemory memory = new InFlightMemory(16 * MIB);
    private final AtomicInteger awakened = new AtomicInteger();

    @Test
    void keepsAllSourcesTogetherWithinTheMemoryHoweverManyAreBusy() {
        List<InFlightLimit> sources =
                IntStream.range(0, 100).mapToObj(i -> source()).toList();
        // when
        Stream.generate(() -> sources).limit(5_000).flatMap(List::stream).forEach(source -> add(source, KIB));
        // then
        assertThat(sources.stream().mapToLong(InFlightLimit::bytes).sum()).isLessThan(16 * MIB);
        assertThat(sources).allSatisfy(source -> assertThat(source.events()).isGreaterThan(60));
    }

    @Test
    void letsASourceThatIsBusyAloneHaveAllThatItsOwnLimitAllows() {
        InFlightLimit alone = source();
        for (int i = 0; i < 900; i++) {
            add(alone, KIB);
        }
        assertThat(alone.events()).isEqualTo(900);
        assertThat(alone.isFull()).isFalse();
    }

    @Test
    void keepsNoSourceFromReceivingThoughAnotherHasTakenEverything() {
        InFlightLimit greedy = source();
        add(greedy, 32 * MIB);
        InFlightLimit other = source();
        // when
        add(other, KIB);
        // then
        assertThat(greedy.isFull()).isTrue();
        assertThat(other.isFull()).isFalse();
    }

    @Test
    void awakensASourceByTheEndOfItsOwnEventsAlthoughTheMemoryIsStillTaken() {
        InFlightLimit greedy = source();
        add(greedy, 32 * MIB);
        InFlightLimit other = source();
        add(other, 70 * KIB);
        assertThat(other.isFull()).isTrue();
        // when
        other.remove(70 * KIB);
        // then
        assertThat(other.isFull()).isFalse();
        assertThat(awakened).hasValue(1);
    }

    @Test
    void isSharedByTheSourcesOfOneContext() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            memory.shareIn(context);
            // then
            assertThat(InFlightMemory.of(context)).isSameAs(memory);
            assertThat(new InFlightMemory(Long.MAX_VALUE).isFull(1_000_000, 1L << 40))
                    .isFalse();
        }
    }

    private InFlightLimit source() {
        return new InFlightLimit(50_000, 64 * MIB, memory, awakened::incrementAndGet);
    }

    private static void add(InFlightLimit source, int size) {
        if (!source.isFull()) {
            source.add(size);
        }
    }
}
