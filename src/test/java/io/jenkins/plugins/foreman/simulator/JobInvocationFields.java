package io.jenkins.plugins.foreman.simulator;

/** What job invocations can be searched by. */
final class JobInvocationFields {

    private JobInvocationFields() {}

    static SearchFields<SimJobInvocation> at(long now, SimUser user) {
        return new SearchFields<SimJobInvocation>()
                .integer("id", SimJobInvocation::id)
                .freeText("job_category", job -> job.spec().template.jobCategory())
                .freeText("description", SimJobInvocation::description)
                .freeText(
                        "host",
                        job -> job.runs().stream()
                                .filter(run -> run.isPlanned(now))
                                .map(run -> run.host().name())
                                .toList())
                .text("user", job -> login(job, user))
                .text("owner", job -> login(job, user))
                .text("status", job -> job.status(now).label())
                .text("start_at", job -> job.hasTask() ? Micros.rabl(job.startAt()) : null)
                .text("started_at", job -> Micros.rabl(job.taskStartedAt()))
                .text("ended_at", job -> Micros.rabl(job.taskEndedAt(now)))
                .integer(
                        "targeted_host_id",
                        job -> job.targets().stream().map(SimHost::id).toList())
                .text("pattern_template_name", job -> job.spec().template.name())
                .text("recurring", job -> job.spec().recurring != null)
                .integer(
                        "recurring_logic.id",
                        job -> job.spec().recurring == null
                                ? null
                                : (Object) job.spec().recurring.id())
                .text(
                        "recurring_logic.purpose",
                        job -> job.spec().recurring == null
                                ? null
                                : job.spec().recurring.purpose());
    }

    private static Object login(SimJobInvocation job, SimUser user) {
        return job.spec().user == user
                ? java.util.List.of(user.login(), "current_user")
                : job.spec().user.login();
    }
}
