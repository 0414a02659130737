package routes.api;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import routes.definition.Declined;

/** Every answer that is not what was asked for says why, and what to do. */
@Singleton
public class ProblemDetails {

    private final Access access;

    ProblemDetails(Access access) {
        this.access = access;
    }

    @ServerExceptionMapper
    Response declined(Declined declined) {
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

    /** What the framework refuses: no such path, no such method, a body that is not what it should be. */
    @ServerExceptionMapper
    Response refused(WebApplicationException e) {
        Response response = e.getResponse();
        return ProblemDetail.of(
                response.getStatusInfo(),
                Optional.ofNullable(e.getMessage())
                        .orElse(response.getStatusInfo().getReasonPhrase()),
                List.of());
    }
}
