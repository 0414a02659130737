package routes.benchmark.raw;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Sends messages by tens, or what has come within five milliseconds; at most eight calls are under way. */
final class BatchesOfTen implements RawLoop.Target {

    private static final int BATCH = 10;
    private static final int CALLS = 8;

    private final BlockingQueue<RawLoop.Message> waiting = new LinkedBlockingQueue<>(1_000);
    private final Semaphore calls = new Semaphore(CALLS);
    private final Function<List<RawLoop.Message>, CompletableFuture<Boolean>> sender;

    /** @param sender whether all were stored */
    BatchesOfTen(Function<List<RawLoop.Message>, CompletableFuture<Boolean>> sender) {
        this.sender = sender;
        Thread thread = new Thread(this::sendForEver, "send");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void send(RawLoop.Message message) throws InterruptedException {
        waiting.put(message);
    }

    private void sendForEver() {
        try {
            while (true) {
                List<RawLoop.Message> batch = new ArrayList<>(BATCH);
                batch.add(waiting.take());
                while (batch.size() < BATCH) {
                    RawLoop.Message next = waiting.poll(5, TimeUnit.MILLISECONDS);
                    if (next == null) {
                        break;
                    }
                    batch.add(next);
                }
                calls.acquire();
                sender.apply(batch).whenComplete((all, failure) -> {
                    calls.release();
                    if (failure != null || !all) {
                        FatalErrors.end("a batch was not stored", failure);
                    }
                    batch.forEach(message -> message.stored().run());
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
