package routes.connector.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchingInputTest {

    private final List<String> story = new ArrayList<>();

    /** A socket that brings three bytes at a time. */
    private final BatchingInput input = new BatchingInput(new InputStream() {
        @Override
        public int read() {
            return 1;
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            story.add("read");
            return 3;
        }
    });

    private final InputStream buffered = new BufferedInputStream(input);

    private void readFrames(int frames) throws IOException {
        for (int i = 0; i < frames; i++) {
            buffered.read();
            story.add("frame");
            input.execute(() -> story.add("work"));
        }
    }

    @Test
    void runsWhatIsPutOffOnceTheFramesOfOneReadAreHandled() throws IOException {
        readFrames(4);
        assertThat(story).containsExactly("read", "frame", "frame", "frame", "work", "work", "work", "read", "frame");
    }

    @Test
    void runsBeforeTheNextReadWhatThePutOffWorkPutsOff() throws IOException {
        buffered.read(new byte[3]);
        input.execute(() -> input.execute(() -> story.add("late")));
        buffered.read();
        assertThat(story).containsExactly("read", "late", "read");
    }

    @Test
    void runsTheWorkOfAnotherThreadAtOnce() throws Exception {
        readFrames(1);
        Thread other = new Thread(() -> input.execute(() -> story.add("other")));
        other.start();
        other.join();
        assertThat(story).containsExactly("read", "frame", "other");
    }

    @Test
    void runsWhatIsLeftAtItsEndAndWhatFollowsAtOnce() throws IOException {
        readFrames(1);
        input.end();
        assertThat(story).containsExactly("read", "frame", "work");
        input.execute(() -> story.add("late"));
        assertThat(story).endsWith("late");
    }
}
