package io.jenkins.plugins.foreman.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import io.jenkins.plugins.foreman.invocation.JobInvocationRequest;
import io.jenkins.plugins.foreman.invocation.PointInTime;
import io.jenkins.plugins.foreman.invocation.RunSettings;
import io.jenkins.plugins.foreman.runs.HostLogin;
import io.jenkins.plugins.foreman.runs.Sealing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundResolvable;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * A job as a build is told to run it: what runs where, and how it is followed. The Pipeline step and the build step are
 * given one, a build stores one, and a rerun repeats one. It is long because it has a field for each parameter of the
 * request, and short of anything else.
 */
public final class JobSpec extends FollowSpec implements Describable<JobSpec>, DataBoundResolvable {

    private static final long serialVersionUID = 1L;

    private String jobTemplate;
    private String feature;
    private String hosts;
    private String searchQuery;
    private String bookmark;
    private boolean dynamic;
    private boolean randomized;
    private List<InputValue> inputs = new ArrayList<>();
    private Integer concurrencyLevel;
    private Integer executionTimeout;
    private Integer timeToPickup;
    private String descriptionFormat;
    private String organization;
    private String location;
    private String effectiveUser;
    private Scheduling scheduling;
    private Recurrence recurrence;
    private Ansible ansible;
    private boolean sealed;
    private boolean wait = true;
    private boolean dryRun;
    private int retries;
    private int retryPause = (int) RunSettings.DEFAULTS.retryPause().toSeconds();

    @DataBoundConstructor
    public JobSpec() {
        // everything is optional
    }

    /** Name or numeric id of the job template, null with a feature. */
    @CheckForNull
    public String getJobTemplate() {
        return jobTemplate;
    }

    @DataBoundSetter
    public void setJobTemplate(@CheckForNull String jobTemplate) {
        this.jobTemplate = Util.fixEmptyAndTrim(jobTemplate);
    }

    /** Label of a remote execution feature, null with a template. */
    @CheckForNull
    public String getFeature() {
        return feature;
    }

    @DataBoundSetter
    public void setFeature(@CheckForNull String feature) {
        this.feature = Util.fixEmptyAndTrim(feature);
    }

    /** Names of hosts, separated by white space or commas. */
    @CheckForNull
    public String getHosts() {
        return hosts;
    }

    @DataBoundSetter
    public void setHosts(@CheckForNull String hosts) {
        this.hosts = Util.fixEmptyAndTrim(hosts);
    }

    /** A host search in Foreman's language. */
    @CheckForNull
    public String getSearchQuery() {
        return searchQuery;
    }

    @DataBoundSetter
    public void setSearchQuery(@CheckForNull String searchQuery) {
        this.searchQuery = Util.fixEmptyAndTrim(searchQuery);
    }

    /** Name or numeric id of a saved host search. */
    @CheckForNull
    public String getBookmark() {
        return bookmark;
    }

    @DataBoundSetter
    public void setBookmark(@CheckForNull String bookmark) {
        this.bookmark = Util.fixEmptyAndTrim(bookmark);
    }

    /** Whether the hosts are searched when the job starts, not when it is created. */
    public boolean isDynamic() {
        return dynamic;
    }

    @DataBoundSetter
    public void setDynamic(boolean dynamic) {
        this.dynamic = dynamic;
    }

    /** Whether the hosts run in random order. */
    public boolean isRandomized() {
        return randomized;
    }

    @DataBoundSetter
    public void setRandomized(boolean randomized) {
        this.randomized = randomized;
    }

    /** Values of the template's inputs. */
    @NonNull
    public List<InputValue> getInputs() {
        return inputs == null ? List.of() : List.copyOf(inputs);
    }

    @DataBoundSetter
    public void setInputs(@CheckForNull List<InputValue> inputs) {
        this.inputs = inputs == null ? new ArrayList<>() : new ArrayList<>(inputs);
    }

    /** How many hosts run at a time, null for all. */
    @CheckForNull
    public Integer getConcurrencyLevel() {
        return positive(concurrencyLevel);
    }

    @DataBoundSetter
    public void setConcurrencyLevel(@CheckForNull Integer concurrencyLevel) {
        this.concurrencyLevel = concurrencyLevel;
    }

    /** Seconds after which a host's run is killed, null for the template's. */
    @CheckForNull
    public Integer getExecutionTimeout() {
        return positive(executionTimeout);
    }

    @DataBoundSetter
    public void setExecutionTimeout(@CheckForNull Integer executionTimeout) {
        this.executionTimeout = executionTimeout;
    }

    /** Seconds within which a host that pulls its jobs must fetch this one. */
    @CheckForNull
    public Integer getTimeToPickup() {
        return positive(timeToPickup);
    }

    @DataBoundSetter
    public void setTimeToPickup(@CheckForNull Integer timeToPickup) {
        this.timeToPickup = timeToPickup;
    }

    /** Format of the job's description, null for the template's. */
    @CheckForNull
    public String getDescriptionFormat() {
        return descriptionFormat;
    }

    @DataBoundSetter
    public void setDescriptionFormat(@CheckForNull String descriptionFormat) {
        this.descriptionFormat = Util.fixEmptyAndTrim(descriptionFormat);
    }

    @Override
    @CheckForNull
    public String getOrganization() {
        return organization;
    }

    @DataBoundSetter
    public void setOrganization(@CheckForNull String organization) {
        this.organization = Util.fixEmptyAndTrim(organization);
    }

    @Override
    @CheckForNull
    public String getLocation() {
        return location;
    }

    @DataBoundSetter
    public void setLocation(@CheckForNull String location) {
        this.location = Util.fixEmptyAndTrim(location);
    }

    /** User that the job runs as, null for the template's. */
    @CheckForNull
    public String getEffectiveUser() {
        return effectiveUser;
    }

    @DataBoundSetter
    public void setEffectiveUser(@CheckForNull String effectiveUser) {
        this.effectiveUser = Util.fixEmptyAndTrim(effectiveUser);
    }

    /** When the job starts, null for at once. */
    @CheckForNull
    public Scheduling getScheduling() {
        return scheduling;
    }

    @DataBoundSetter
    public void setScheduling(@CheckForNull Scheduling scheduling) {
        this.scheduling = scheduling == null || scheduling.isEmpty() ? null : scheduling;
    }

    /** How the job repeats, null for once. */
    @CheckForNull
    public Recurrence getRecurrence() {
        return recurrence;
    }

    @DataBoundSetter
    public void setRecurrence(@CheckForNull Recurrence recurrence) {
        this.recurrence = recurrence;
    }

    /** Settings for Ansible, null for none. */
    @CheckForNull
    public Ansible getAnsible() {
        return ansible;
    }

    @DataBoundSetter
    public void setAnsible(@CheckForNull Ansible ansible) {
        this.ansible = ansible;
    }

    /** Whether nothing is created, and it is only told what would run. */
    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    /** Whether the build waits for the job. */
    public boolean isWait() {
        return wait;
    }

    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
    }

    /** How often the hosts that failed are tried again. */
    public int getRetries() {
        return Math.max(0, retries);
    }

    @DataBoundSetter
    public void setRetries(int retries) {
        this.retries = retries;
    }

    /** Seconds before they are. */
    public int getRetryPause() {
        return Math.max(0, retryPause);
    }

    @DataBoundSetter
    public void setRetryPause(int retryPause) {
        this.retryPause = retryPause;
    }

    @Override
    public Object bindResolve(StaplerRequest2 request, JSONObject form) {
        FormChoice runs = new FormChoice(form, "runs");
        jobTemplate = runs.excludes("jobTemplate") ? null : jobTemplate;
        feature = runs.excludes("feature") ? null : feature;
        FormChoice runsOn = new FormChoice(form, "runsOn");
        hosts = runsOn.excludes("hosts") ? null : hosts;
        searchQuery = runsOn.excludes("searchQuery") ? null : searchQuery;
        bookmark = runsOn.excludes("bookmark") ? null : bookmark;
        return this;
    }

    @Override
    boolean followed() {
        return wait;
    }

    @Override
    int attemptsMore() {
        return getRetries();
    }

    @Override
    @NonNull
    Duration pauseBetween() {
        return Duration.ofSeconds(getRetryPause());
    }

    @Override
    @NonNull
    public JobInvocationRequest request(@NonNull HostLogin login) throws InvalidRequestException {
        if (sealed) {
            return expanded(new Expansion(Sealing::unseal)).request(login);
        }
        Map<String, String> values = new LinkedHashMap<>();
        getInputs().forEach(input -> values.put(input.getName(), input.text(login)));
        Set<String> secret = getInputs().stream()
                .filter(InputValue::isSecret)
                .map(InputValue::getName)
                .collect(Collectors.toSet());
        return JobInvocationRequest.builder()
                .jobTemplate(jobTemplate)
                .feature(feature)
                .hosts(HostNames.of(hosts))
                .searchQuery(searchQuery)
                .bookmark(bookmark)
                .dynamic(dynamic)
                .randomized(randomized)
                .inputs(values)
                .descriptionFormat(descriptionFormat)
                .options(options(login))
                .secrets(login.secrets())
                .secretInputs(secret)
                .build();
    }

    private JobOptions options(HostLogin login) throws InvalidRequestException {
        Scheduling when = scheduling == null ? new Scheduling() : scheduling;
        return JobOptions.builder()
                .sshUser(login.sshUser())
                .effectiveUser(effectiveUser != null ? effectiveUser : login.effectiveUser())
                .concurrencyLevel(getConcurrencyLevel())
                .executionTimeout(getExecutionTimeout())
                .timeToPickup(getTimeToPickup())
                .startAt(PointInTime.parse(when.getStartAt()))
                .startBefore(PointInTime.parse(when.getStartBefore()))
                .recurrence(recurrence == null ? null : recurrence.option())
                .ansible(ansible == null ? null : new JobOptions.Ansible(ansible.getTags(), ansible.isSkipTags()))
                .build();
    }

    @Override
    @NonNull
    public Set<String> inputCredentials() {
        return getInputs().stream()
                .map(InputValue::getCredentialsId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** Any input may be one: a script may have put it there. */
    @Override
    public boolean hasSecrets() {
        return !getInputs().isEmpty()
                || getSshCredentialsId() != null
                || getEffectiveUserCredentialsId() != null
                || getCredentialsId() != null;
    }

    /** A copy for keeping: whatever may be a secret in what Foreman is asked for is encrypted. */
    @NonNull
    public JobSpec sealed() {
        JobSpec copy = requestExpanded(new Expansion(Sealing::seal));
        copy.sealed = true;
        copy.copyCommon(this, Expansion.NONE);
        copy.copyNames(this, Expansion.NONE);
        copy.setInputs(getInputs().stream().map(InputValue::sealed).toList());
        return copy;
    }

    /** A copy with variables filled in everywhere. */
    @NonNull
    public JobSpec expanded(@NonNull Expansion expansion) {
        JobSpec copy = requestExpanded(expansion);
        Expansion ofNames = sealed ? Expansion.NONE : expansion;
        copy.copyCommon(this, ofNames);
        copy.copyNames(this, ofNames);
        copy.setInputs(
                getInputs().stream().map(input -> input.expanded(ofNames)).toList());
        return copy;
    }

    /** Takes what is looked up in Jenkins or given with each call. */
    private void copyNames(JobSpec other, Expansion expansion) {
        organization = expansion.of(other.organization);
        location = expansion.of(other.location);
    }

    private JobSpec requestExpanded(Expansion expansion) {
        JobSpec copy = new JobSpec();
        copy.jobTemplate = expansion.of(jobTemplate);
        copy.feature = expansion.of(feature);
        copy.hosts = expansion.of(hosts);
        copy.searchQuery = expansion.of(searchQuery);
        copy.bookmark = expansion.of(bookmark);
        copy.dynamic = dynamic;
        copy.randomized = randomized;
        copy.concurrencyLevel = concurrencyLevel;
        copy.executionTimeout = executionTimeout;
        copy.timeToPickup = timeToPickup;
        copy.descriptionFormat = expansion.of(descriptionFormat);
        copy.effectiveUser = expansion.of(effectiveUser);
        copy.scheduling = scheduling == null ? null : scheduling.expanded(expansion);
        copy.recurrence = recurrence == null ? null : recurrence.expanded(expansion);
        copy.ansible = ansible == null ? null : ansible.expanded(expansion);
        copy.wait = wait;
        copy.dryRun = dryRun;
        copy.retries = retries;
        copy.retryPause = retryPause;
        return copy;
    }

    /** What the build step has in its form: that of the Pipeline step, where the reference of steps finds the help. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<JobSpec> implements CustomDescribableModel {

        @Override
        @NonNull
        public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
            return JobArguments.read(arguments);
        }

        @Override
        @NonNull
        public UninstantiatedDescribable customUninstantiate(@NonNull UninstantiatedDescribable job) {
            return JobArguments.write(job, JobArguments::missing);
        }

        /** Who answers what the form asks. */
        @CheckForNull
        public Descriptor<?> form() {
            return StepDescriptor.byFunctionName("runJobInvocation");
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.JobSpec_displayName();
        }
    }
}
