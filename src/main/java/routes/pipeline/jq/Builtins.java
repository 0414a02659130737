package routes.pipeline.jq;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import routes.pipeline.jq.Lexer.Kind;

/** The functions of the language that are written in it: {@code builtins.jq}. Thread-safe. */
final class Builtins {

    private static final Map<String, FunctionDefinition> ALL = new HashMap<>();

    static {
        try (InputStream file = Builtins.class.getResourceAsStream("builtins.jq")) {
            read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JqSyntaxException e) {
            throw new IllegalStateException("builtins.jq: " + e.getMessage(), e);
        }
    }

    private Builtins() {}

    /** Each definition may use those before it. */
    private static void read(String text) throws JqSyntaxException {
        Lexer lexer = new Lexer(text, 0);
        Parser parser = new Parser(lexer);
        while (lexer.peek().kind() != Kind.END) {
            parser.expect("def");
            FunctionDefinition function = new DefinitionParser(parser, lexer).function(true);
            ALL.put(function.signature(), function);
        }
    }

    /** @param signature the name and the number of parameters, as in {@code splits/1} */
    static Optional<FunctionDefinition> find(String signature) {
        return Optional.ofNullable(ALL.get(signature));
    }

    static Set<String> names() {
        return ALL.keySet();
    }
}
