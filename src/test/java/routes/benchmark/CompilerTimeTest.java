package routes.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class CompilerTimeTest {

    @Test
    void tellsTheTimeOfTheCompilersFromThatOfTheProcess() {
        // given
        CompilerTime compilers = new CompilerTime(ProcessHandle.current().pid());
        // when
        Duration processor = compilers.processor();
        // then
        assertThat(processor)
                .isPositive()
                .isLessThan(ProcessHandle.current().info().totalCpuDuration().orElseThrow());
    }

    @Test
    void knowsNothingOfAProcessThatIsGone() {
        assertThat(new CompilerTime(Integer.MAX_VALUE).processor()).isZero();
    }
}
