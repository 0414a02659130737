package routes.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import routes.control.OperationRejectedException;
import routes.model.Lint;
import routes.model.Problem;
import routes.model.SourceLocation;

/**
 * The body of an error response, according to RFC 9457. There is only one type of problem, so {@code type} is left out.
 * Immutable and thread-safe.
 *
 * @param problems the problems of the submitted text, if they are the reason
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemDetail(String title, int status, String detail, List<Wrong> problems) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RETRY_AFTER_SECONDS = 5;

    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * One problem.
     *
     * @param line counted from 1, like {@code column}; 0 if the problem concerns the whole file
     * @param lint the name of the lint; left out for an error
     */
    public record Wrong(
            String file,
            int line,
            int column,
            String path,
            String message,
            String severity,
            @JsonInclude(JsonInclude.Include.NON_NULL) String lint) {

        static Wrong of(Problem problem) {
            SourceLocation location = problem.location();
            return new Wrong(
                    location.file(),
                    location.line(),
                    location.column(),
                    location.path(),
                    problem.message(),
                    problem.severity().toString(),
                    problem.lint().map(Lint::toString).orElse(null));
        }
    }

    /** The body of an error that has no other cause than its request. */
    public static byte[] json(int status, String title, String detail) {
        try {
            return JSON.writeValueAsBytes(new ProblemDetail(title, status, detail, List.of()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("three plain values can be written as JSON", e);
        }
    }

    static Response of(Response.StatusType status, String detail, List<Problem> problems) {
        ProblemDetail body = new ProblemDetail(
                status.getReasonPhrase(),
                status.getStatusCode(),
                detail,
                problems.stream().map(Wrong::of).toList());
        return Response.status(status).type(MEDIA_TYPE).entity(body).build();
    }

    static Response of(OperationRejectedException rejection) {
        Response response = of(status(rejection.why()), rejection.getMessage(), rejection.problems());
        return rejection.why() == OperationRejectedException.Cause.UNAVAILABLE
                ? Response.fromResponse(response)
                        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                        .build()
                : response;
    }

    private static Response.StatusType status(OperationRejectedException.Cause why) {
        return switch (why) {
            case UNKNOWN -> Response.Status.NOT_FOUND;
            case OUTDATED -> Response.Status.PRECONDITION_FAILED;
            case REVISION_MISSING -> Response.Status.PRECONDITION_REQUIRED;
            case INVALID -> new Unprocessable();
            case MALFORMED -> Response.Status.BAD_REQUEST;
            case CONFLICT -> Response.Status.CONFLICT;
            case UNAVAILABLE -> Response.Status.SERVICE_UNAVAILABLE;
        };
    }

    /** Status 422, which the enum of the standard lacks. */
    private record Unprocessable() implements Response.StatusType {

        @Override
        public int getStatusCode() {
            return 422;
        }

        @Override
        public Response.Status.Family getFamily() {
            return Response.Status.Family.CLIENT_ERROR;
        }

        @Override
        public String getReasonPhrase() {
            return "Unprocessable Content";
        }
    }
}
