package io.jenkins.plugins.foreman.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Items;
import hudson.model.Run;
import hudson.util.XStream2;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;

/**
 * Reads what was stored when the model of a job was a step: configurations of jobs and files of builds by the names of
 * classes, Pipelines in progress by those of fields, which are the same.
 */
public final class EarlierNames {

    private static final String STEPS = "io.jenkins.plugins.foreman.steps.";

    private EarlierNames() {}

    /** Before any job is loaded. */
    @Initializer(before = InitMilestone.PLUGINS_STARTED)
    public static void register() {
        for (XStream2 files : List.of(Items.XSTREAM2, Run.XSTREAM2)) {
            files.addCompatibilityAlias(STEPS + "InputValue", InputValue.class);
            files.addCompatibilityAlias(STEPS + "RunJobInvocationStep", JobSpec.class);
            files.addCompatibilityAlias(STEPS + "RerunJobInvocationStep", FollowSpec.class);
            files.addCompatibilityAlias(STEPS + "WaitForJobInvocationStep", FollowSpec.class);
        }
    }

    /** Takes over what a step, or a part of one, had in fields of its own. */
    @NonNull
    public static <T> T copy(@NonNull ObjectInputStream.GetField stored, @NonNull T into) throws IOException {
        for (Class<?> type = into.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    copy(stored, field, into);
                }
            }
        }
        return into;
    }

    /** The value of a field, null where a step had none of this name. */
    @CheckForNull
    public static Object value(@NonNull ObjectInputStream.GetField stored, @NonNull String name) throws IOException {
        try {
            return stored.get(name, (Object) null);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void copy(ObjectInputStream.GetField stored, Field field, Object into) throws IOException {
        try {
            field.setAccessible(true);
            Object before = field.get(into);
            String name = field.getName();
            if (before instanceof Boolean value) {
                field.set(into, stored.get(name, (boolean) value));
            } else if (before instanceof Integer value && field.getType().isPrimitive()) {
                field.set(into, stored.get(name, (int) value));
            } else {
                field.set(into, stored.get(name, before));
            }
        } catch (IllegalArgumentException e) {
            // the step had none of this name
        } catch (IllegalAccessException e) {
            throw new IOException(e);
        }
    }
}
