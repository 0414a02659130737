package routes.pipeline;

import java.util.Map;
import java.util.Set;
import routes.event.Headers;
import routes.pipeline.body.BodyTransformer;
import routes.pipeline.body.BodyValidator;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.StepException;

/** A step, ready to be taken. Thread-safe. */
sealed interface PipelineStep {

    /** Where it is written: {@code steps[0].validate}. */
    String at();

    /** Whether the event goes on. */
    boolean apply(EventContext context, PipelineTrace trace) throws StepException;

    /** Events that do not fit the shape are unfit. */
    record Validate(String at, BodyValidator shape) implements PipelineStep {
        @Override
        public boolean apply(EventContext context, PipelineTrace trace) throws StepException {
            shape.validate(context);
            trace.passed(at);
            return true;
        }
    }

    /** Only events for which the answer is yes go on. */
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

    /** The body becomes another one. */
    record Transform(String at, BodyTransformer remake) implements PipelineStep {
        @Override
        public boolean apply(EventContext context, PipelineTrace trace) throws StepException {
            remake.apply(context);
            if (trace != PipelineTrace.NONE) {
                trace.changed(at, context.event().body());
            }
            return true;
        }
    }

    /** Headers are removed, then set. */
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
