package io.jenkins.plugins.foreman.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {

    @Test
    void numbersAreOrderedByValue() {
        assertThat(Stream.of("web10", "Web2", "web1", "db", "web02", "web", "web99999999999999999999", "web2b")
                        .sorted(NaturalOrder.INSTANCE))
                .containsExactly("db", "web", "web1", "Web2", "web02", "web2b", "web10", "web99999999999999999999");
    }
}
