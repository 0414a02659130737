package routes.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientBuffersTest {

    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "192, 1, 1048576, 131072",
        "192, 100, 62914, 16384",
        "192, 1000, 32768, 16384",
        "1024, 10, 1048576, 131072",
        "1024, 100, 335544, 83886"
    })
    void sharesASmallHeapBetweenManyClients(long heapMib, int clients, int fetch, int batch) {
        ClientBuffers buffers = new ClientBuffers(heapMib * MIB, clients);
        assertThat(buffers.fetch()).isEqualTo(fetch);
        assertThat(buffers.batch()).isEqualTo(batch);
    }

    @Test
    void leavesHundredRoutesTheLargerPartOfASmallHeap() {
        ClientBuffers buffers = new ClientBuffers(192 * MIB, 100);
        assertThat(100 * (2L * buffers.fetch() + 8L * buffers.batch())).isLessThan(32 * MIB);
    }
}
