package routes.sandbox;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import routes.control.OperationRejectedException;
import routes.support.TimeLimited;

/**
 * The program of the sandbox. It answers one call after the other until the hub closes its input, and ends then whatever it does
 * at that time.
 */
public final class SandboxMain {

    private static final SandboxReply READY = SandboxReply.of(List.of());

    private SandboxMain() {}

    /** @param arguments HUB_HOME */
    public static void main(String... arguments) throws IOException {
        SandboxChannel channel =
                new SandboxChannel(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
        // What a library prints must not get among the replies.
        System.setOut(System.err);
        SandboxTools tools = new SandboxTools(Path.of(arguments[0]));
        channel.send(READY);
        Optional<SandboxChannel.Request> request = channel.request();
        while (request.isPresent()) {
            work(channel, tools, request.get());
            // While the call is worked on this waits, and sees it if the hub ends.
            request = channel.request();
        }
        Runtime.getRuntime().halt(0);
    }

    /** Each call has a thread group of its own, in which the threads are found that it leaves behind. */
    private static void work(SandboxChannel channel, SandboxTools tools, SandboxChannel.Request request) {
        ThreadGroup group = new ThreadGroup("sandbox");
        Thread worker = new Thread(group, () -> reply(channel, tools, request, group), "sandbox");
        worker.setDaemon(true);
        worker.start();
    }

    private static void reply(
            SandboxChannel channel, SandboxTools tools, SandboxChannel.Request request, ThreadGroup group) {
        try {
            tools.use(request.placeholders());
            SandboxReply reply = answer(tools, request.call());
            if (!channel.send(TimeLimited.isRunningIn(group) ? reply.asLast() : reply)) {
                channel.send(SandboxReply.of(new OperationRejectedException(
                        OperationRejectedException.Cause.INVALID,
                        "the result is larger than " + (SandboxChannel.MAX_REPLY >> 20)
                                + " MiB and cannot be shown; try a smaller event")));
            }
        } catch (IOException | RuntimeException | Error e) {
            // The hub sees the end of this process, and starts another one.
            Runtime.getRuntime().halt(1);
        }
    }

    private static SandboxReply answer(SandboxTools tools, SandboxCall call) {
        try {
            return call.answer(tools);
        } catch (OperationRejectedException rejection) {
            return SandboxReply.of(rejection);
        } catch (RuntimeException | StackOverflowError e) {
            return SandboxReply.of(new OperationRejectedException(
                    OperationRejectedException.Cause.INVALID,
                    "it cannot be tried, because of a bug in the hub: "
                            + e.getClass().getName()));
        }
    }
}
