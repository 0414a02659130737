package routes.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import routes.event.Headers;
import routes.model.ConfigFile;
import routes.model.Jq;
import routes.model.PartialRoute;
import routes.model.PredicateSpec;
import routes.model.Problem;
import routes.model.SchemaSpec;
import routes.model.SourceLocation;
import routes.model.StepSpec;
import routes.model.TextTemplate;
import routes.model.TransformSpec;
import routes.model.XPath;
import routes.model.Xslt;
import routes.pipeline.body.BodyTransformer;
import routes.pipeline.body.BodyValidator;
import routes.pipeline.body.CompileException;
import routes.pipeline.body.ResourceFiles;
import routes.pipeline.jq.JqProgram;
import routes.pipeline.jq.JqSyntaxException;
import routes.pipeline.jq.JqTransformer;
import routes.pipeline.json.CsvToJson;
import routes.pipeline.json.JsonSchemaValidator;
import routes.pipeline.xml.JsonToXml;
import routes.pipeline.xml.SaxonXml;
import routes.pipeline.xml.XmlToJson;
import routes.pipeline.xml.XsdValidator;

/** Makes the parts of one route's itinerary, and gathers every mistake in them with its place. */
final class StepCompiler {

    private final ResourceFiles files;
    private Optional<SaxonXml> workshop = Optional.empty();
    private final List<Problem> problems = new ArrayList<>();

    StepCompiler(Map<String, byte[]> files) {
        this.files = new ResourceFiles(files);
    }

    /** What is wrong with all that was made so far. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** The paths of the files that all of it was made of; XML may ask for any of them later, as {@code doc()} does. */
    Set<String> filesUsed() {
        return workshop.isPresent() ? files.all() : files.used();
    }

    /** Makes all that can be made. A file that is not there has been told of by whoever looked for it. */
    void make(PartialRoute draft) {
        draft.steps().stream().filter(this::hasItsFile).forEach(step -> stage("", step));
        draft.predicates().forEach(this::question);
        draft.templates().forEach(this::wording);
    }

    private boolean hasItsFile(StepSpec step) {
        Optional<ConfigFile> file = Optional.empty();
        if (step instanceof StepSpec.Validate) {
            file = Optional.of(((StepSpec.Validate) step).schema().file());
        } else if (step instanceof StepSpec.Transform && ((StepSpec.Transform) step).mapping() instanceof Xslt) {
            file = Optional.of(((Xslt) ((StepSpec.Transform) step).mapping()).file());
        }
        return file.isEmpty() || files.bytes(file.get().path()).isPresent();
    }

    Optional<? extends PipelineStep> stage(String at, StepSpec step) {
        if (step instanceof StepSpec.Validate) {
            SchemaSpec schema = ((StepSpec.Validate) step).schema();
            return shape(schema).map(shape -> new PipelineStep.Validate(at + "validate", shape));
        }
        if (step instanceof StepSpec.Filter) {
            return question(((StepSpec.Filter) step).keep()).map(keep -> new PipelineStep.Filter(at + "filter", keep));
        }
        if (step instanceof StepSpec.Transform) {
            return remake(((StepSpec.Transform) step).mapping())
                    .map(remake -> new PipelineStep.Transform(at + "transform", remake));
        }
        return step instanceof StepSpec.Headers
                ? dress(at + "headers", (StepSpec.Headers) step)
                : Optional.of(new PipelineStep.Transform(at + "convert", conversion((StepSpec.Convert) step)));
    }

    private BodyTransformer conversion(StepSpec.Convert convert) {
        switch (convert.from()) {
            case XML:
                return new XmlToJson();
            case CSV:
                return new CsvToJson();
            default:
                return new JsonToXml(workshop());
        }
    }

    private Optional<PipelineStep.SetHeaders> dress(String at, StepSpec.Headers step) {
        Map<String, CompiledTemplate> set = new LinkedHashMap<>();
        step.set().forEach((name, template) -> {
            if (Headers.steers(name)) {
                problems.add(new Problem(template.location(), "'" + name + "' steers the hub and cannot be a header"));
            }
            wording(template).ifPresent(wording -> set.put(name, wording));
        });
        return Optional.of(new PipelineStep.SetHeaders(at, Set.copyOf(step.remove()), set));
    }

    /** One for all of the route's XML; most routes have none. */
    private SaxonXml workshop() {
        workshop = workshop.or(() -> Optional.of(new SaxonXml(files)));
        return workshop.orElseThrow();
    }

    Optional<CompiledPredicate> question(PredicateSpec predicate) {
        if (predicate instanceof Jq) {
            Jq jq = (Jq) predicate;
            return attempt(jq.location(), () -> new CompiledPredicate.OfJson(program(jq)));
        }
        XPath xpath = (XPath) predicate;
        return attempt(
                xpath.location(), () -> new CompiledPredicate.OfXml(workshop().xpath(xpath.text()), workshop()));
    }

    private Optional<BodyTransformer> remake(TransformSpec mapping) {
        if (mapping instanceof Jq) {
            Jq jq = (Jq) mapping;
            return attempt(jq.location(), () -> new JqTransformer(program(jq)));
        }
        ConfigFile file = ((Xslt) mapping).file();
        return attempt(file.location(), () -> workshop().stylesheet(file.path()));
    }

    private Optional<BodyValidator> shape(SchemaSpec schema) {
        String path = schema.file().path();
        return attempt(
                schema.file().location(),
                () -> schema instanceof SchemaSpec.Json
                        ? JsonSchemaValidator.of(path, files)
                        : XsdValidator.of(path, files));
    }

    Optional<CompiledTemplate> wording(TextTemplate template) {
        return attempt(template.location(), () -> CompiledTemplate.of(template.text()));
    }

    private static JqProgram program(Jq jq) throws CompileException {
        try {
            return JqProgram.compile(jq.text());
        } catch (JqSyntaxException e) {
            throw new CompileException("not a jq expression: " + e.getMessage());
        }
    }

    private interface Attempt<T> {
        T make() throws CompileException;
    }

    private <T> Optional<T> attempt(SourceLocation location, Attempt<T> attempt) {
        try {
            return Optional.of(attempt.make());
        } catch (CompileException e) {
            problems.add(new Problem(location, e.getMessage()));
        } catch (StackOverflowError e) {
            problems.add(new Problem(location, "it is nested too deep"));
        } catch (RuntimeException e) { // a library may fail on what is hostile in a way that it does not declare
            problems.add(new Problem(location, "it cannot be compiled: " + e));
        }
        return Optional.empty();
    }
}
