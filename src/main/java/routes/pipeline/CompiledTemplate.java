package routes.pipeline;

import java.util.ArrayList;
import java.util.List;
import routes.model.DeadLetterReason;
import routes.pipeline.body.CompileException;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.Finding;
import routes.pipeline.body.StepException;
import routes.pipeline.jq.EventInput;
import routes.pipeline.jq.JqEvaluationException;
import routes.pipeline.jq.JqProgram;
import routes.pipeline.jq.JqSyntaxException;
import routes.support.Utf8;

/**
 * A compiled text template. The body is parsed only if an expression looks at it. A doubled dollar sign before a
 * brace stands for one dollar sign and the brace as literal text. Thread-safe.
 */
record CompiledTemplate(List<String> literals, List<JqProgram> programs) {

    private static final String OPEN = "${";

    /** Parses a template. Literals and programs alternate, beginning and ending with a literal. */
    static CompiledTemplate of(String template) throws CompileException {
        List<String> literals = new ArrayList<>();
        List<JqProgram> programs = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int from = 0;
        for (int at = template.indexOf(OPEN); at >= 0; at = template.indexOf(OPEN, from)) {
            if (at > from && template.charAt(at - 1) == '$') {
                literal.append(template, from, at - 1).append(OPEN);
                from = at + OPEN.length();
                continue;
            }
            literals.add(literal.append(template, from, at).toString());
            literal.setLength(0);
            try {
                JqProgram.Embedded embedded = JqProgram.embedded(template, at + OPEN.length());
                programs.add(embedded.program());
                from = embedded.end();
            } catch (JqSyntaxException e) {
                throw new CompileException("not a template: " + e.getMessage());
            }
        }
        literals.add(literal.append(template.substring(from)).toString());
        if (!literals.stream().allMatch(Utf8::isEncodable)) {
            throw new CompileException(
                    "not a template: it contains an unpaired surrogate, which is not a valid character");
        }
        return new CompiledTemplate(List.copyOf(literals), List.copyOf(programs));
    }

    /** What is surely not meant in its expressions. */
    List<Finding> findings() {
        return programs.stream().flatMap(program -> program.findings().stream()).toList();
    }

    String fill(EventContext context) throws StepException {
        StringBuilder text = new StringBuilder(literals.get(0));
        for (int i = 0; i < programs.size(); i++) {
            try {
                text.append(programs.get(i).text(new EventInput(context))).append(literals.get(i + 1));
            } catch (JqEvaluationException e) {
                throw new StepException(DeadLetterReason.EXPRESSION, e.getMessage());
            }
        }
        if (!Utf8.isEncodable(text)) {
            throw new StepException(
                    DeadLetterReason.EXPRESSION, "the text contains an unpaired surrogate, which no broker can carry");
        }
        return text.toString();
    }
}
