package routes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;

/** The event that a command is given: its key and headers, and where its body is. */
final class EventOptions {

    private static final String STANDARD_INPUT = "-";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--key", paramLabel = "KEY", description = "The key of the event.")
    private Optional<String> key;

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "A header of the event. Can be repeated.")
    private Map<String, String> headers = Map.of();

    Event with(Bytes body) {
        List<Header> received = new ArrayList<>();
        headers.forEach((name, value) -> received.add(new Header(name, Bytes.ofText(value))));
        return new Event(body, key.map(Bytes::ofText).orElse(Bytes.absent()), Headers.received(received));
    }

    /** @param file {@code -} for the standard input */
    Bytes read(Path file) throws IOException {
        if (file.toString().equals(STANDARD_INPUT)) {
            return Bytes.of(System.in.readAllBytes());
        }
        try {
            return Bytes.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new ParameterException(spec.commandLine(), "there is no file " + file);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "the file '" + file + "' cannot be read", e);
        }
    }
}
