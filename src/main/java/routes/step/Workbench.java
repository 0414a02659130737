package routes.step;

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
import routes.step.jq.JqMistake;
import routes.step.jq.JqProgram;










import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the parts of one route's itinerary, and gathers every mistake in them with its place. */
final class Workbench {

    private final Files files;
    private Optional<XmlWorkshop> workshop = Optional.empty();
    private final List<Problem> problems = new ArrayList<>();

    Workbench(Map<String, byte[]> files) {
        this.files = new Files(files);
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

    Optional<? extends Stage> stage(String at, StepSpec step) {
        if (step instanceof StepSpec.Validate) {
            SchemaSpec schema = ((StepSpec.Validate) step).schema();
            return shape(schema).map(shape -> new Stage.Check(at + "validate", shape));
        }
        if (step instanceof StepSpec.Filter) {
            return question(((StepSpec.Filter) step).keep()).map(keep -> new Stage.Sieve(at + "filter", keep));
        }
        if (step instanceof StepSpec.Transform) {
            return remake(((StepSpec.Transform) step).mapping()).map(remake -> new Stage.Change(at + "transform", remake));
        }
        return step instanceof StepSpec.Headers
                ? dress(at + "headers", (StepSpec.Headers) step)
                : Optional.of(new Stage.Change(at + "convert", conversion((StepSpec.Convert) step)));
    }

    private Remake conversion(StepSpec.Convert convert) {
        switch (convert.from()) {
            case XML:
                return new XmlToJson();
            case CSV:
                return new CsvToJson();
            default:
                return new JsonToXml(workshop());
        }
    }

    private Optional<Stage.Dress> dress(String at, StepSpec.Headers step) {
        Map<String, Wording> set = new LinkedHashMap<>();
        step.set().forEach((name, template) -> {
            if (Headers.steers(name)) {
                problems.add(new Problem(template.location(), "'" + name + "' steers the hub and cannot be a header"));
            }
            wording(template).ifPresent(wording -> set.put(name, wording));
        });
        return Optional.of(new Stage.Dress(at, Set.copyOf(step.remove()), set));
    }

    /** One for all of the route's XML; most routes have none. */
    private XmlWorkshop workshop() {
        workshop = workshop.or(() -> Optional.of(new XmlWorkshop(files)));
        return workshop.orElseThrow();
    }

    Optional<Question> question(PredicateSpec predicate) {
        if (predicate instanceof Jq) {
            Jq jq = (Jq) predicate;
            return attempt(jq.location(), () -> new Question.OfJson(program(jq)));
        }
        XPath xpath = (XPath) predicate;
        return attempt(xpath.location(), () -> new Question.OfXml(workshop().xpath(xpath.text()), workshop()));
    }

    private Optional<Remake> remake(TransformSpec mapping) {
        if (mapping instanceof Jq) {
            Jq jq = (Jq) mapping;
            return attempt(jq.location(), () -> Remake.by(program(jq)));
        }
        ConfigFile file = ((Xslt) mapping).file();
        return attempt(file.location(), () -> workshop().stylesheet(file.path()));
    }

    private Optional<Shape> shape(SchemaSpec schema) {
        String path = schema.file().path();
        return attempt(
                schema.file().location(),
                () -> schema instanceof SchemaSpec.Json ? JsonShape.of(path, files) : XmlShape.of(path, files));
    }

    Optional<Wording> wording(TextTemplate template) {
        return attempt(template.location(), () -> Wording.of(template.text()));
    }

    private static JqProgram program(Jq jq) throws Mistake {
        try {
            return JqProgram.compile(jq.text());
        } catch (JqMistake e) {
            throw new Mistake("not a jq expression: " + e.getMessage());
        }
    }

    private interface Attempt<T> {
        T make() throws Mistake;
    }

    private <T> Optional<T> attempt(SourceLocation location, Attempt<T> attempt) {
        try {
            return Optional.of(attempt.make());
        } catch (Mistake e) {
            problems.add(new Problem(location, e.getMessage()));
        } catch (StackOverflowError e) {
            problems.add(new Problem(location, "it is nested too deep"));
        } catch (RuntimeException e) { // a library may fail on what is hostile in a way that it does not declare
            problems.add(new Problem(location, "it cannot be compiled: " + e));
        }
        return Optional.empty();
    }
}
