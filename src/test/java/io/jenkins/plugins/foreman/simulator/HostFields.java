package io.jenkins.plugins.foreman.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What hosts can be searched by, their part in jobs included. Guarded by the simulator's lock. */
final class HostFields {

    private static final Pattern JOB_ID = Pattern.compile("job_invocation\\.id\\s*=\\s*\"?(\\d+)");

    private final JobInvocations jobs;

    HostFields(JobInvocations jobs) {
        this.jobs = jobs;
    }

    /**
     * The fields for a query.
     *
     * @param query conditions on the result in a job are about the job named in the same query
     * @param context the job the hosts are listed for, or null
     */
    SearchFields<SimHost> of(String query, SimJobInvocation context) {
        SimJobInvocation job = context;
        Matcher named = JOB_ID.matcher(query == null ? "" : query);
        if (named.find()) {
            job = jobs.find(Integer.parseInt(named.group(1)));
        }
        SimJobInvocation about = job;
        return new SearchFields<SimHost>()
                .freeText("name", SimHost::name)
                .freeText("comment", host -> null)
                .integer("id", SimHost::id)
                .freeText("hostgroup", SimHost::hostgroup)
                .text("hostgroup_title", SimHost::hostgroup)
                .text("hostgroup_fullname", SimHost::hostgroup)
                .integer("hostgroup_id", SimHost::hostgroupId)
                .freeText("os", SimHost::operatingsystem)
                .text("os_title", SimHost::operatingsystem)
                .text("organization", host -> host.organization().name())
                .integer("organization_id", host -> host.organization().id())
                .text("location", host -> host.location().name())
                .integer("location_id", host -> host.location().id())
                .text("infrastructure_facet.foreman", SimHost::infrastructure)
                .integer("job_invocation.id", host -> jobIds(host, about))
                .text("job_invocation.result", host -> result(host, about))
                .text("execution_status", host -> result(host, about));
    }

    private List<Integer> jobIds(SimHost host, SimJobInvocation only) {
        List<Integer> ids = new ArrayList<>();
        for (SimJobInvocation job : only != null ? List.of(only) : jobs.newestFirst()) {
            if (run(job, host) != null) {
                ids.add(job.id());
            }
        }
        return ids;
    }

    private String result(SimHost host, SimJobInvocation about) {
        HostRun run = about == null ? null : run(about, host);
        if (run == null || !run.isPlanned(jobs.now())) {
            return null;
        }
        String result = run.result(jobs.now());
        return result.equals("error") || result.equals("warning") ? "failed" : result;
    }

    private static HostRun run(SimJobInvocation job, SimHost host) {
        return job.isStarted() ? job.plan().run(host) : null;
    }
}
