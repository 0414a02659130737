package routes.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import routes.api.DeniedRequests.Denial;
import routes.control.OperationRejectedException;

/** Turns exceptions into error responses that say why the request failed and what to do. Thread-safe. */
@Singleton
public class ProblemDetailMappers {

    static final String WRONG_TYPE =
            "the header 'Content-Type' must be application/yaml for a route, or application/json for an event with or"
                    + " without a route; /q/openapi lists the media types of each path";

    /** Messages for requests that the framework rejects, by HTTP status. */
    private static final Map<Integer, String> MESSAGES = Map.of(
            404,
            "there is no such path; /q/openapi lists all paths",
            405,
            "this path does not support this method; /q/openapi lists the methods of each path",
            406,
            "the response is not available in the media type of the header 'Accept'; /q/openapi lists the"
                    + " media types of each path",
            415,
            WRONG_TYPE);

    private final ApiAccess access;
    private final SecurityIdentity who;
    private final CurrentVertxRequest request;
    private final DeniedRequests denied;

    ProblemDetailMappers(ApiAccess access, SecurityIdentity who, CurrentVertxRequest request, DeniedRequests denied) {
        this.access = access;
        this.who = who;
        this.request = request;
        this.denied = denied;
    }

    @ServerExceptionMapper
    Response rejection(OperationRejectedException rejection) {
        return ProblemDetail.of(rejection);
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
        denied.add(Denial.of(
                request.getCurrent(), "", "", Response.Status.UNAUTHORIZED.getStatusCode(), "no valid token"));
        return Response.fromResponse(ProblemDetail.of(Response.Status.UNAUTHORIZED, access.hint(), List.of()))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e) {
        denied.add(Denial.of(
                request.getCurrent(),
                Caller.name(who),
                Caller.role(who),
                Response.Status.FORBIDDEN.getStatusCode(),
                "the role does not allow this"));
        return ProblemDetail.of(
                Response.Status.FORBIDDEN,
                "your role does not allow this: a viewer may read and simulate, an operator may also pause, stop,"
                        + " resume"
                        + " and restart routes, an admin may also change them",
                List.of());
    }

    /** JSON of another structure than expected. */
    @ServerExceptionMapper
    Response unreadable(MismatchedInputException e) {
        return ProblemDetail.of(Response.Status.BAD_REQUEST, JsonErrors.of(e), List.of());
    }

    /** JSON beyond the limits of its parser. */
    @ServerExceptionMapper
    Response tooMuch(StreamConstraintsException e) {
        return ProblemDetail.of(Response.Status.BAD_REQUEST, JsonErrors.of(e), List.of());
    }

    /** Requests that the framework rejects, such as an unknown path or an unreadable body. */
    @ServerExceptionMapper
    Response refused(WebApplicationException e) {
        Response response = e.getResponse();
        String detail = e.getCause() instanceof JsonProcessingException cause
                ? JsonErrors.of(cause)
                : Optional.ofNullable(MESSAGES.get(response.getStatus()))
                        .or(() -> Optional.ofNullable(e.getMessage()))
                        .orElse(response.getStatusInfo().getReasonPhrase());
        Response.ResponseBuilder problem =
                Response.fromResponse(ProblemDetail.of(response.getStatusInfo(), detail, List.of()));
        Optional.ofNullable(response.getHeaderString(HttpHeaders.ALLOW))
                .ifPresent(methods -> problem.header(HttpHeaders.ALLOW, methods));
        return problem.build();
    }
}
