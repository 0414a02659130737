package routes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import routes.model.Lint;
import routes.model.Problem;
import routes.model.SourceLocation;

class SandboxChannelTest {

    @Test
    void carriesErrorsAndWarningsAsTheyAre() throws IOException {
        // given
        SourceLocation location = new SourceLocation("routes/a.yaml", 2, 3, "routes.a", "in the template 't'");
        List<Problem> problems =
                List.of(new Problem(location, "wrong"), Problem.warning(Lint.LOOP, location, "events go round"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new SandboxChannel(InputStream.nullInputStream(), bytes).send(SandboxReply.of(problems));
        // when
        InputStream sent = new ByteArrayInputStream(bytes.toByteArray());
        SandboxReply reply = new SandboxChannel(sent, new ByteArrayOutputStream()).reply();
        // then
        assertThat(reply.problems())
                .extracting(Problem::toString)
                .containsExactlyElementsOf(
                        problems.stream().map(Problem::toString).toList());
    }
}
