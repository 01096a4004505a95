package io.jenkins.plugins.foreman.runs;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Items;
import hudson.model.Run;
import hudson.util.XStream2;
import java.util.List;

/** Reads configurations of jobs and files of builds that were stored when this package was named {@code build}. */
public final class FormerPackage {

    private static final String NAME = "io.jenkins.plugins.foreman.build.";

    private static final List<Class<?>> STORED = List.of(
            ForeignJob.class,
            HostTotals.class,
            InvocationEntry.class,
            JobInvocationsAction.class,
            Rerun.class,
            RerunPermissionProperty.class,
            ServerOrigin.class,
            StoredRun.Content.class);

    private FormerPackage() {}

    /** Before any job is loaded. */
    @Initializer(before = InitMilestone.PLUGINS_STARTED)
    public static void register() {
        for (XStream2 files : List.of(Items.XSTREAM2, Run.XSTREAM2)) {
            for (Class<?> each : STORED) {
                files.addCompatibilityAlias(
                        NAME + each.getName().substring(each.getPackageName().length() + 1), each);
            }
        }
    }
}
