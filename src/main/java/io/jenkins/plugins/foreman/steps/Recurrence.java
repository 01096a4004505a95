package io.jenkins.plugins.foreman.steps;

import io.jenkins.plugins.foreman.job.EarlierNames;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;

/**
 * As a Pipeline in progress has it that an earlier version began.
 *
 * @deprecated for {@link io.jenkins.plugins.foreman.job.Recurrence}, which is read in its place
 */
@Deprecated
final class Recurrence implements Serializable {

    private static final long serialVersionUID = 1L;

    private transient Object present;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        present = EarlierNames.copy(in.readFields(), new io.jenkins.plugins.foreman.job.Recurrence(""));
    }

    private Object readResolve() {
        return present;
    }
}
