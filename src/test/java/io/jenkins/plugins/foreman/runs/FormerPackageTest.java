package io.jenkins.plugins.foreman.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a Pipeline in progress keeps by the name that the package had. */
class FormerPackageTest {

    @Test
    void aFaultThatAScriptHasCaughtIsThePresentOne() throws Exception {
        var caught = new JobInvocationFailedException("2 of 3 hosts failed", Map.of("id", 12));

        var found = (JobInvocationFailedException) storedByAnEarlierVersion(caught);

        assertThat(found).hasMessage("2 of 3 hosts failed");
        assertThat(found.getJob()).isEqualTo(Map.of("id", 12));
        assertThat(found.getStackTrace()).isEqualTo(caught.getStackTrace());
    }

    @Test
    void aCauseOfAnInterruptionIsThePresentOne() throws Exception {
        var cause = new JobInvocationEnd("2 of 3 hosts failed");

        assertThat(storedByAnEarlierVersion(cause)).isEqualTo(cause);
    }

    private static Object storedByAnEarlierVersion(Object value) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(stored)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ByFormerNames(new ByteArrayInputStream(stored.toByteArray()))) {
            return in.readObject();
        }
    }

    private static final class ByFormerNames extends ObjectInputStream {

        ByFormerNames(InputStream in) throws IOException {
            super(in);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass stored) throws IOException, ClassNotFoundException {
            String name = stored.getName();
            String former = name.replace("foreman.runs.", "foreman.build.");
            return former.equals(name) ? super.resolveClass(stored) : Class.forName(former);
        }
    }
}
