package routes.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import routes.control.OperationRejectedException;

/** Every answer that is not what was asked for says why, and what to do. */
@Singleton
public class ProblemDetailMappers {

    /** For what the framework refuses by the request alone. */
    private static final Map<Integer, String> WORDS = Map.of(
            404, "there is no such path; /q/openapi lists all that there are",
            405, "this path has no such method; /q/openapi lists those that it has",
            406, "this is not to be had as what 'Accept' asks for; /q/openapi says as what it is",
            415,
                    "'Content-Type' must be what this path takes: application/yaml for a route, application/json for an event, with or"
                            + " without a route; /q/openapi says which");

    private final ApiAccess access;

    ProblemDetailMappers(ApiAccess access) {
        this.access = access;
    }

    @ServerExceptionMapper
    Response declined(OperationRejectedException declined) {
        return ProblemDetail.of(declined);
    }

    @ServerExceptionMapper
    Response unauthorized(UnauthorizedException e) {
        return challenge();
    }

    @ServerExceptionMapper
    Response failed(AuthenticationFailedException e) {
        return challenge();
    }

    private Response challenge() {
        return Response.fromResponse(ProblemDetail.of(Response.Status.UNAUTHORIZED, access.hint(), List.of()))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e) {
        return ProblemDetail.of(
                Response.Status.FORBIDDEN,
                "your role does not allow this: a viewer may look and try, an operator may also halt, resume and restart,"
                        + " an admin may also change routes",
                List.of());
    }

    /** JSON that is not what is asked for. */
    @ServerExceptionMapper
    Response unreadable(MismatchedInputException e) {
        return ProblemDetail.of(Response.Status.BAD_REQUEST, JsonErrors.of(e), List.of());
    }

    /** What the framework refuses: no such path, no such method, a body that is not what it should be. */
    @ServerExceptionMapper
    Response refused(WebApplicationException e) {
        Response response = e.getResponse();
        String detail = e.getCause() instanceof JsonProcessingException cause
                ? JsonErrors.of(cause)
                : Optional.ofNullable(WORDS.get(response.getStatus()))
                        .or(() -> Optional.ofNullable(e.getMessage()))
                        .orElse(response.getStatusInfo().getReasonPhrase());
        return ProblemDetail.of(response.getStatusInfo(), detail, List.of());
    }
}
