package routes.pipeline;

import java.util.Map;
import java.util.Set;
import routes.event.Headers;
import routes.pipeline.body.BodyTransformer;
import routes.pipeline.body.BodyValidator;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.StepException;

/** A compiled step. Thread-safe. */
sealed interface PipelineStep {

    /** The path of the step in the route, such as {@code steps[0].validate}. */
    String at();

    /** Applies the step to the event. Returns false if the event is filtered. */
    boolean apply(EventContext context, PipelineTrace trace) throws StepException;

    /** Rejects events that violate the schema. */
    record Validate(String at, BodyValidator validator) implements PipelineStep {
        @Override
        public boolean apply(EventContext context, PipelineTrace trace) throws StepException {
            validator.validate(context);
            trace.passed(at);
            return true;
        }
    }

    /** Keeps events for which the predicate is true. */
    record Filter(String at, CompiledPredicate keep) implements PipelineStep {
        @Override
        public boolean apply(EventContext context, PipelineTrace trace) throws StepException {
            boolean kept = keep.test(context);
            if (kept) {
                trace.passed(at);
            } else {
                trace.filtered(at);
            }
            return kept;
        }
    }

    /** Replaces the body. */
    record Transform(String at, BodyTransformer transformer) implements PipelineStep {
        @Override
        public boolean apply(EventContext context, PipelineTrace trace) throws StepException {
            transformer.apply(context);
            if (trace != PipelineTrace.NONE) {
                trace.changed(at, context.event().body());
            }
            return true;
        }
    }

    /** Removes headers, then sets others. */
    record SetHeaders(String at, Set<String> removed, Map<String, CompiledTemplate> set) implements PipelineStep {
        @Override
        public boolean apply(EventContext context, PipelineTrace trace) throws StepException {
            Headers headers = context.headers().without(removed);
            for (Map.Entry<String, CompiledTemplate> header : set.entrySet()) {
                headers = headers.with(header.getKey(), header.getValue().fill(context));
            }
            context.setHeaders(headers);
            trace.passed(at);
            return true;
        }
    }
}
