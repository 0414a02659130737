package routes.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import routes.event.Headers;
import routes.model.ConfigFile;
import routes.model.Jq;
import routes.model.Lint;
import routes.model.PartialRoute;
import routes.model.PredicateSpec;
import routes.model.Problem;
import routes.model.SourceLocation;
import routes.model.StepSpec;
import routes.model.TextTemplate;
import routes.model.TransformSpec;
import routes.model.XPath;
import routes.model.Xslt;
import routes.pipeline.body.BodyTransformer;
import routes.pipeline.body.BodyValidator;
import routes.pipeline.body.CompileException;
import routes.pipeline.body.Finding;
import routes.pipeline.body.ResourceFiles;
import routes.pipeline.jq.JqProgram;
import routes.pipeline.jq.JqSyntaxException;
import routes.pipeline.jq.JqTransformer;
import routes.pipeline.json.CsvToJson;
import routes.pipeline.json.JsonBody;
import routes.pipeline.json.JsonSchemaValidator;
import routes.pipeline.xml.JsonToXml;
import routes.pipeline.xml.SaxonXml;
import routes.pipeline.xml.XmlToJson;
import routes.pipeline.xml.XsdValidator;

/** Compiles the parts of one route and collects all problems with their locations. Not thread-safe: used for one route. */
final class StepCompiler {

    private final ResourceFiles files;
    private Optional<SaxonXml> saxon = Optional.empty();
    private final List<Problem> problems = new ArrayList<>();

    StepCompiler(Map<String, byte[]> files) {
        this.files = new ResourceFiles(files);
    }

    /** The problems of everything compiled so far. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /**
     * The paths of all files used. If there are XPath expressions or stylesheets, these are all files, because {@code doc()}
     * can read any of them later.
     */
    Set<String> filesUsed() {
        return saxon.isPresent() ? files.all() : files.used();
    }

    /**
     * Compiles all parts in order to find their problems. Skips steps whose file is missing, since that has been reported
     * already.
     */
    void compileAll(PartialRoute partial) {
        partial.steps().stream().filter(this::hasItsFile).forEach(step -> step("", step));
        partial.predicates().forEach(this::predicate);
        partial.templates().forEach(this::template);
    }

    private boolean hasItsFile(StepSpec step) {
        Optional<ConfigFile> file = Optional.empty();
        if (step instanceof StepSpec.Validate) {
            file = Optional.of(((StepSpec.Validate) step).schema());
        } else if (step instanceof StepSpec.Transform && ((StepSpec.Transform) step).mapping() instanceof Xslt) {
            file = Optional.of(((Xslt) ((StepSpec.Transform) step).mapping()).file());
        }
        return file.isEmpty() || files.bytes(file.get().path()).isPresent();
    }

    Optional<? extends PipelineStep> step(String at, StepSpec step) {
        if (step instanceof StepSpec.Validate) {
            return validator((StepSpec.Validate) step)
                    .map(validator -> new PipelineStep.Validate(at + "validate", validator));
        }
        if (step instanceof StepSpec.Filter) {
            return predicate(((StepSpec.Filter) step).keep()).map(keep -> new PipelineStep.Filter(at + "filter", keep));
        }
        if (step instanceof StepSpec.Transform) {
            return transformer(((StepSpec.Transform) step).mapping())
                    .map(transformer -> new PipelineStep.Transform(at + "transform", transformer));
        }
        return step instanceof StepSpec.Headers
                ? setHeaders(at + "headers", (StepSpec.Headers) step)
                : Optional.of(new PipelineStep.Transform(at + "convert", conversion((StepSpec.Convert) step)));
    }

    private BodyTransformer conversion(StepSpec.Convert convert) {
        switch (convert.from()) {
            case XML:
                return new XmlToJson();
            case CSV:
                return new CsvToJson(convert.separator(), convert.quote(), convert.header());
            default:
                return new JsonToXml(saxon());
        }
    }

    private Optional<PipelineStep.SetHeaders> setHeaders(String at, StepSpec.Headers step) {
        Map<String, CompiledTemplate> set = new LinkedHashMap<>();
        step.set().forEach((name, template) -> {
            if (Headers.steers(name)) {
                problems.add(new Problem(
                        template.location(),
                        "header '" + name
                                + "' is reserved: names starting with Camel, kafka. or org.apache.camel."
                                + " control Camel"));
            }
            template(template).ifPresent(compiled -> set.put(name, compiled));
        });
        return Optional.of(new PipelineStep.SetHeaders(at, Set.copyOf(step.remove()), set));
    }

    /** The shared XML processor of the route; created on demand, since most routes process no XML. */
    private SaxonXml saxon() {
        saxon = saxon.or(() -> Optional.of(new SaxonXml(files)));
        return saxon.orElseThrow();
    }

    Optional<CompiledPredicate> predicate(PredicateSpec predicate) {
        if (predicate instanceof Jq) {
            Jq jq = (Jq) predicate;
            return linted(
                    jq.location(),
                    compile(jq.location(), () -> new CompiledPredicate.OfJson(program(jq))),
                    CompiledPredicate::findings);
        }
        XPath xpath = (XPath) predicate;
        return linted(
                xpath.location(),
                compile(
                        xpath.location(),
                        () -> new CompiledPredicate.OfXml(xpath.text(), saxon().xpath(xpath.text()), saxon())),
                CompiledPredicate::findings);
    }

    private Optional<BodyTransformer> transformer(TransformSpec mapping) {
        if (mapping instanceof Jq) {
            Jq jq = (Jq) mapping;
            Optional<JqProgram> program = compile(jq.location(), () -> program(jq));
            return linted(jq.location(), program, JqProgram::findings).map(JqTransformer::new);
        }
        ConfigFile file = ((Xslt) mapping).file();
        return compile(file.location(), () -> saxon().stylesheet(file.path()));
    }

    private Optional<BodyValidator> validator(StepSpec.Validate step) {
        String path = step.schema().path();
        return compile(
                step.schema().location(),
                () -> step.xsd().isPresent()
                        ? XsdValidator.of(path, files)
                        : jsonValidator(path, step.duplicateKeys()));
    }

    private BodyValidator jsonValidator(String path, StepSpec.DuplicateKeys duplicateKeys) throws CompileException {
        BodyValidator schema = JsonSchemaValidator.of(path, files);
        return duplicateKeys == StepSpec.DuplicateKeys.ACCEPT
                ? schema
                : context -> {
                    context.parsed(JsonBody.UNIQUE_KEYS);
                    schema.validate(context);
                };
    }

    Optional<CompiledTemplate> template(TextTemplate template) {
        return linted(
                template.location(),
                compile(template.location(), () -> CompiledTemplate.of(template.text())),
                CompiledTemplate::findings);
    }

    private static JqProgram program(Jq jq) throws CompileException {
        try {
            return JqProgram.compile(jq.text());
        } catch (JqSyntaxException e) {
            throw new CompileException("not a jq expression: " + e.getMessage());
        }
    }

    /** Reports what is surely not meant in something that has been compiled. */
    private <T> Optional<T> linted(SourceLocation location, Optional<T> compiled, Function<T, List<Finding>> lints) {
        compiled.map(lints)
                .ifPresent(findings -> findings.forEach(found -> warn(found.lint(), location, found.message())));
        return compiled;
    }

    void warn(Lint lint, SourceLocation location, String message) {
        problems.add(Problem.warning(lint, location, message));
    }

    private interface Compilation<T> {
        T compileAll() throws CompileException;
    }

    private <T> Optional<T> compile(SourceLocation location, Compilation<T> compile) {
        try {
            return Optional.of(compile.compileAll());
        } catch (CompileException e) {
            problems.add(new Problem(location, e.getMessage()));
        } catch (StackOverflowError e) {
            problems.add(new Problem(location, "it is nested too deeply"));
        } catch (RuntimeException e) { // libraries may throw undeclared exceptions for hostile input
            problems.add(new Problem(location, "it cannot be compiled: " + e));
        }
        return Optional.empty();
    }
}
