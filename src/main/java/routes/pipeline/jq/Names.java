package routes.pipeline.jq;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The variables, functions and labels that are defined at the place that is being parsed. The innermost one of a name hides
 * the others. Not thread-safe: used for one program.
 */
final class Names {

    private final Deque<String> variables = new ArrayDeque<>();
    private final Deque<FunctionDefinition> functions = new ArrayDeque<>();
    private final Deque<FunctionDefinition> parameters = new ArrayDeque<>();
    private final Deque<Label> labels = new ArrayDeque<>();

    /** A label. Its identity counts. */
    private static final class Label {
        private final String name;

        Label(String name) {
            this.name = name;
        }
    }

    /** Parses something in which more names are defined. */
    interface Part {
        Expression parse() throws JqSyntaxException;
    }

    /** Parses something in which a label is defined. */
    interface LabelledPart {
        Expression parse(Object label) throws JqSyntaxException;
    }

    Expression withVariables(List<String> names, Part part) throws JqSyntaxException {
        names.forEach(variables::push);
        Expression parsed = part.parse();
        names.forEach(name -> variables.pop());
        return parsed;
    }

    Expression withLabel(String name, LabelledPart part) throws JqSyntaxException {
        Label label = new Label(name);
        labels.push(label);
        Expression parsed = part.parse(label);
        labels.pop();
        return parsed;
    }

    Expression withFunction(FunctionDefinition function, Part part) throws JqSyntaxException {
        functions.push(function);
        Expression parsed = part.parse();
        functions.pop();
        return parsed;
    }

    /** The body of a function sees its parameters, and the function itself. */
    Expression withParameters(FunctionDefinition function, Part body) throws JqSyntaxException {
        List<String> values = new ArrayList<>();
        for (FunctionDefinition.Parameter parameter : function.parameters()) {
            functions.push(parameter.function());
            parameters.push(parameter.function());
            if (parameter.isValue()) {
                values.add(parameter.function().name());
            }
        }
        Expression parsed = withVariables(values, body);
        for (int i = 0; i < function.parameters().size(); i++) {
            functions.pop();
            parameters.pop();
        }
        return parsed;
    }

    Expression variable(Lexer.Word word) throws JqSyntaxException {
        String name = word.text();
        if (variables.contains(name)) {
            return new BindingExpressions.Variable(name);
        }
        Optional<Expression> fact = Arrays.stream(JqInput.Fact.values())
                .filter(known -> known.toString().equals(name))
                .map(known -> (Expression) new BindingExpressions.Fact(known))
                .findFirst();
        return fact.orElseThrow(() -> new JqSyntaxException(
                word.at(), Unsupported.hint("$" + name).orElseGet(() -> SyntaxHints.variable(name, visible()))));
    }

    /** A call of a function that the program defines, if it defines one of this name with so many parameters. */
    Optional<Expression> call(String name, List<Expression> arguments) {
        Predicate<FunctionDefinition> fits =
                defined -> defined.name().equals(name) && defined.parameters().size() == arguments.size();
        return functions.stream()
                .filter(fits)
                .findFirst()
                .map(found -> parameters.contains(found)
                        ? new FunctionDefinition.CallParameter(found)
                        : new FunctionDefinition.Call(found, arguments));
    }

    private Set<String> visible() {
        Set<String> visible = new TreeSet<>(variables);
        Arrays.stream(JqInput.Fact.values()).forEach(fact -> visible.add(fact.toString()));
        return visible;
    }

    /** The functions that the program defines, with the numbers of their parameters. */
    Stream<String> signatures() {
        return functions.stream().map(FunctionDefinition::signature);
    }

    Object label(Lexer.Word word) throws JqSyntaxException {
        return labels.stream()
                .filter(label -> label.name.equals(word.text()))
                .findFirst()
                .orElseThrow(() -> new JqSyntaxException(word.at(), "there is no label $" + word.text()));
    }
}
