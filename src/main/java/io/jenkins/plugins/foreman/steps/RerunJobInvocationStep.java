package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSetting;
import io.jenkins.plugins.foreman.config.ServerLookup;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import io.jenkins.plugins.foreman.invocation.RerunRequest;
import io.jenkins.plugins.foreman.invocation.RerunRequest.Given;
import io.jenkins.plugins.foreman.invocation.ServerBudget;
import io.jenkins.plugins.foreman.job.Ansible;
import io.jenkins.plugins.foreman.job.Expansion;
import io.jenkins.plugins.foreman.job.FollowSpec;
import io.jenkins.plugins.foreman.job.HostNames;
import io.jenkins.plugins.foreman.runs.Asker;
import io.jenkins.plugins.foreman.runs.InvocationEntry;
import io.jenkins.plugins.foreman.runs.InvocationEntry.Kind;
import io.jenkins.plugins.foreman.runs.JobInvocationsAction;
import io.jenkins.plugins.foreman.runs.RerunRules;
import io.jenkins.plugins.foreman.runs.Reruns;
import io.jenkins.plugins.foreman.runs.Sealing;
import io.jenkins.plugins.foreman.runs.Servers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;
import org.springframework.security.core.Authentication;

/** Runs a job again, as a rule on the hosts that failed: the last one of this build, one of another, or any by its id. */
public final class RerunJobInvocationStep extends FollowingStep<FollowSpec> {

    private static final long serialVersionUID = 1L;

    private Long id;
    private String run;
    private String build;
    private RerunRequest.Hosts which = RerunRequest.Hosts.FAILED;
    private String hosts;
    private String sshCredentialsId;
    private String effectiveUserCredentialsId;
    private String effectiveUser;
    private Integer concurrencyLevel;
    private Integer executionTimeout;
    private Ansible ansible;
    private String without;

    @DataBoundConstructor
    public RerunJobInvocationStep() {
        this(new FollowSpec());
    }

    private RerunJobInvocationStep(FollowSpec how) {
        super(how);
    }

    /** Id of the job invocation in Foreman, null for one that the build has a record of. */
    @CheckForNull
    public Long getId() {
        return id;
    }

    @DataBoundSetter
    public void setId(@CheckForNull Long id) {
        // an empty field of a form comes as 0
        this.id = id == null || id > 0 ? id : null;
    }

    /** Name of the run in the build, null for the last one. */
    @CheckForNull
    public String getRun() {
        return run;
    }

    @DataBoundSetter
    public void setRun(@CheckForNull String run) {
        this.run = Util.fixEmptyAndTrim(run);
    }

    /** The build that has it, as {@code job#12}; null for this one. */
    @CheckForNull
    public String getBuild() {
        return build;
    }

    @DataBoundSetter
    public void setBuild(@CheckForNull String build) {
        this.build = Util.fixEmptyAndTrim(build);
    }

    /** Which of its hosts. */
    @NonNull
    public RerunRequest.Hosts getWhich() {
        return which;
    }

    @DataBoundSetter
    public void setWhich(@CheckForNull RerunRequest.Hosts which) {
        this.which = which == null ? RerunRequest.Hosts.FAILED : which;
    }

    /** Names of hosts instead, separated by white space or commas. */
    @CheckForNull
    public String getHosts() {
        return hosts;
    }

    @DataBoundSetter
    public void setHosts(@CheckForNull String hosts) {
        this.hosts = Util.fixEmptyAndTrim(hosts);
    }

    @CheckForNull
    public String getSshCredentialsId() {
        return sshCredentialsId;
    }

    @DataBoundSetter
    public void setSshCredentialsId(@CheckForNull String sshCredentialsId) {
        this.sshCredentialsId = Util.fixEmptyAndTrim(sshCredentialsId);
    }

    @CheckForNull
    public String getEffectiveUserCredentialsId() {
        return effectiveUserCredentialsId;
    }

    @DataBoundSetter
    public void setEffectiveUserCredentialsId(@CheckForNull String effectiveUserCredentialsId) {
        this.effectiveUserCredentialsId = Util.fixEmptyAndTrim(effectiveUserCredentialsId);
    }

    /** User that a job of which Foreman has to tell runs as, null for its own. */
    @CheckForNull
    public String getEffectiveUser() {
        return effectiveUser;
    }

    @DataBoundSetter
    public void setEffectiveUser(@CheckForNull String effectiveUser) {
        this.effectiveUser = Util.fixEmptyAndTrim(effectiveUser);
    }

    /** How many hosts of such a job run at a time, null for as many as before. */
    @CheckForNull
    public Integer getConcurrencyLevel() {
        return FollowSpec.positive(concurrencyLevel);
    }

    @DataBoundSetter
    public void setConcurrencyLevel(@CheckForNull Integer concurrencyLevel) {
        this.concurrencyLevel = concurrencyLevel;
    }

    /** Seconds after which a host's run of such a job is killed, null for its own. */
    @CheckForNull
    public Integer getExecutionTimeout() {
        return FollowSpec.positive(executionTimeout);
    }

    @DataBoundSetter
    public void setExecutionTimeout(@CheckForNull Integer executionTimeout) {
        this.executionTimeout = executionTimeout;
    }

    /** Settings for Ansible of such a job, which Foreman does not tell; null where it had none. */
    @CheckForNull
    public Ansible getAnsible() {
        return ansible;
    }

    @DataBoundSetter
    public void setAnsible(@CheckForNull Ansible ansible) {
        this.ansible = ansible;
    }

    /** Settings that such a job is to run without, separated by white space or commas. */
    @CheckForNull
    public String getWithout() {
        return without;
    }

    @DataBoundSetter
    public void setWithout(@CheckForNull String without) {
        this.without = Util.fixEmptyAndTrim(without);
    }

    /** A copy for keeping: a script may have put a secret into what Foreman is asked for. */
    private RerunJobInvocationStep sealed() {
        Expansion seal = new Expansion(Sealing::seal);
        RerunJobInvocationStep copy = new RerunJobInvocationStep(spec());
        copy.id = id;
        copy.run = run;
        copy.build = build;
        copy.which = which;
        copy.hosts = hosts;
        copy.sshCredentialsId = sshCredentialsId;
        copy.effectiveUserCredentialsId = effectiveUserCredentialsId;
        copy.effectiveUser = seal.of(effectiveUser);
        copy.concurrencyLevel = concurrencyLevel;
        copy.executionTimeout = executionTimeout;
        copy.ansible = ansible == null ? null : ansible.expanded(seal);
        copy.without = without;
        return copy;
    }

    /** How the rerun is followed, and with which credentials. */
    private FollowSpec how() {
        FollowSpec how = spec();
        how.setSshCredentialsId(sshCredentialsId);
        how.setEffectiveUserCredentialsId(effectiveUserCredentialsId);
        return how;
    }

    /** What is given for a job of which Foreman has to tell. For a sealed copy. */
    private Given given() throws InvalidRequestException {
        Expansion unseal = new Expansion(Sealing::unseal);
        Ansible plain = ansible == null ? null : ansible.expanded(unseal);
        Set<JobSetting> left = RerunRequest.without(HostNames.of(without));
        JobOptions options = JobOptions.builder()
                .effectiveUser(unseal.of(effectiveUser))
                .concurrencyLevel(getConcurrencyLevel())
                .executionTimeout(getExecutionTimeout())
                .ansible(plain == null ? null : new JobOptions.Ansible(plain.getTags(), plain.isSkipTags()))
                .build();
        return new Given(Map.of(), options, left);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(this, context);
    }

    private static final class Execution extends FollowingStepExecution {

        private static final long serialVersionUID = 1L;

        private final RerunJobInvocationStep step;

        /** Kept, since it is not known any more once they have run again; null before, and of earlier versions. */
        private ArrayList<String> unsuccessful;

        Execution(RerunJobInvocationStep step, StepContext context) {
            super(context);
            this.step = step.sealed();
        }

        @Override
        @NonNull
        FollowingStep<?> step() {
            return step;
        }

        @Override
        @CheckForNull
        ServerBudget asked() throws IOException, InterruptedException {
            Run<?, ?> here = getContext().get(Run.class);
            if (step.id != null) {
                return ServerLookup.find(step.getServer(), here.getParent()).budget();
            }
            Run<?, ?> from = source(here);
            InvocationEntry entry = entry(from);
            RerunRules.checkBuild(from, entry, here, runsAs());
            return Servers.budget(from, entry);
        }

        @Override
        @CheckForNull
        Planned plan() throws IOException, InterruptedException {
            Run<?, ?> here = getContext().get(Run.class);
            return step.id == null ? ofRun(here) : ofJob(here, step.id);
        }

        @CheckForNull
        private Planned ofJob(Run<?, ?> here, long id) throws IOException {
            Foreman foreman = Servers.find(step.getServer(), asker(here)).connect(here);
            JobInvocation job = foreman.jobInvocations().show(id);
            Map<String, HostState> states = RerunRequest.states(foreman, job);
            List<String> hosts = hosts(states);
            return hosts.isEmpty()
                    ? null
                    : new Planned(
                            Reruns.ofJob(step.getServer(), foreman, job, step.how(), step.given(), hosts),
                            Kind.BUILD,
                            null);
        }

        @CheckForNull
        private Planned ofRun(Run<?, ?> here) throws IOException, InterruptedException {
            Run<?, ?> from = source(here);
            InvocationEntry entry = entry(from);
            RerunRules.checkBuild(from, entry, here, runsAs());
            List<String> hosts = hosts(Reruns.states(from, entry, asker(here)));
            return hosts.isEmpty()
                    ? null
                    : new Planned(
                            Reruns.ofRun(from, entry, asker(here), step.how(), step.given(), hosts),
                            Kind.BUILD,
                            from.equals(here) ? entry.getName() : null);
        }

        private Asker asker(Run<?, ?> here) {
            return new Asker(here, null, step.getCredentialsId());
        }

        private List<String> hosts(Map<String, HostState> states) throws InvalidRequestException {
            List<String> names = HostNames.of(step.hosts);
            List<String> hosts = names.isEmpty() ? step.which.of(states) : RerunRequest.named(names, states.keySet());
            unsuccessful = new ArrayList<>(hosts.stream()
                    .filter(host -> states.get(host) != HostState.SUCCESS)
                    .toList());
            return hosts;
        }

        @Override
        @NonNull
        Collection<String> unsuccessful() {
            return unsuccessful == null ? List.of() : List.copyOf(unsuccessful);
        }

        private Run<?, ?> source(Run<?, ?> here) throws IOException, InterruptedException {
            return step.build == null ? here : OtherBuilds.find(step.build, here.getParent(), runsAs());
        }

        /** As the build itself, not as its job would by default. */
        private Authentication runsAs() throws IOException, InterruptedException {
            FlowExecution execution = getContext().get(FlowExecution.class);
            return execution == null ? Jenkins.ANONYMOUS2 : execution.getAuthentication2();
        }

        @Override
        @NonNull
        String nothing() {
            return Messages.RerunJobInvocationStep_nothing();
        }

        private InvocationEntry entry(Run<?, ?> from) throws AbortException {
            List<InvocationEntry> entries = JobInvocationsAction.entries(from);
            for (int i = entries.size() - 1; i >= 0; i--) {
                InvocationEntry entry = entries.get(i);
                if (step.run == null || step.run.equals(entry.getName())) {
                    return entry;
                }
            }
            throw new AbortException(Messages.RerunJobInvocationStep_none(from.getFullDisplayName()));
        }
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends RequestFormDescriptor {

        @Override
        public String getFunctionName() {
            return "rerunJobInvocation";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.RerunJobInvocationStep_displayName();
        }

        @Override
        boolean needsId() {
            return false;
        }

        /** Lists which hosts can be meant. */
        @POST
        public ListBoxModel doFillWhichItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.RerunJobInvocationStep_failed(), RerunRequest.Hosts.FAILED.name());
            items.add(Messages.RerunJobInvocationStep_succeeded(), RerunRequest.Hosts.SUCCEEDED.name());
            items.add(Messages.RerunJobInvocationStep_all(), RerunRequest.Hosts.ALL.name());
            return items;
        }
    }
}
