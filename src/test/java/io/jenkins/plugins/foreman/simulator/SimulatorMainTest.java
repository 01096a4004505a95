package io.jenkins.plugins.foreman.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SimulatorMainTest {

    @Test
    void greetsWithAllThatIsNeededToPlay() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ForemanSimulator simulator = SimulatorMain.start("port=0", "hosts=12", "--profile=REX_13_2")) {
            SimulatorMain.greet(simulator, new PrintStream(out, true, StandardCharsets.UTF_8));

            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains(simulator.uri().toString())
                    .contains("12 hosts, from host01.example.com")
                    .contains("13.2.5")
                    .contains("admin / changeme");
        }
    }
}
