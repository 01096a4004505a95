package io.jenkins.plugins.foreman.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.LinkedHashMap;
import java.util.Map;

/** The permissions of a Foreman user that jobs need, with what does not work without each. */
final class NeededPermissions {

    static final String CANCEL = "cancel_job_invocations";

    /** Only for recurring jobs; no role of remote execution has it. */
    static final String CANCEL_SERIES = "edit_recurring_logics";

    private static final String USER_ROLE = "Remote Execution User";
    private static final String MANAGER_ROLE = "Remote Execution Manager";

    private NeededPermissions() {}

    /** What to say to a user who lacks the permission of that name. */
    @NonNull
    static Map<String, Finding> of(@NonNull String user) {
        Map<String, Finding> needed = new LinkedHashMap<>();
        error(needed, user, "view_job_templates", Messages.NeededPermissions_viewJobTemplates());
        error(needed, user, "create_job_invocations", Messages.NeededPermissions_create());
        error(needed, user, "create_template_invocations", Messages.NeededPermissions_create());
        error(needed, user, "view_job_invocations", Messages.NeededPermissions_viewJobInvocations());
        error(needed, user, "view_hosts", Messages.NeededPermissions_viewHosts());
        error(needed, user, "view_smart_proxies", Messages.NeededPermissions_viewSmartProxies());
        warning(needed, user, "view_remote_execution_features", USER_ROLE, Messages.NeededPermissions_viewFeatures());
        warning(needed, user, CANCEL, MANAGER_ROLE, Messages.NeededPermissions_cancel());
        return needed;
    }

    private static void error(Map<String, Finding> needed, String user, String permission, String effect) {
        needed.put(permission, Finding.error(Messages.NeededPermissions_missing(user, permission, effect, USER_ROLE)));
    }

    private static void warning(
            Map<String, Finding> needed, String user, String permission, String role, String effect) {
        needed.put(permission, Finding.warning(Messages.NeededPermissions_missing(user, permission, effect, role)));
    }
}
