package io.jenkins.plugins.foreman.steps;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.foreman.config.ServerLookup;
import io.jenkins.plugins.foreman.console.Mode;
import io.jenkins.plugins.foreman.invocation.RerunRequest;
import io.jenkins.plugins.foreman.invocation.Threshold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Describes a step that works wherever there is a build, also without an agent, and takes lists and maps where the form
 * has a text and rows: {@code hosts: ['a', 'b']} and {@code inputs: [command: 'uptime']}.
 */
public abstract class JobFormDescriptor extends StepDescriptor implements CustomDescribableModel {

    /** What people give as a list or as one text. */
    private static final List<String> LISTS = List.of("hosts", "without");

    private static final String INPUTS = "inputs";
    private static final String ID = "id";

    /** What has fields of its own. */
    private static final List<String> BLOCKS = List.of("scheduling", "recurrence", "ansible");

    /** Texts that people may write as numbers. */
    private static final Set<String> NUMBERS =
            Set.of("failureThreshold", "unstableThreshold", "jobTemplate", "bookmark", "run", "build", "host");

    /** Choices that people may write in small letters. */
    private static final Map<String, List<String>> CHOICES = Map.of(
            "consoleOutput", names(Mode.values()),
            "which", names(RerunRequest.Hosts.values()));

    @Override
    @NonNull
    public final Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class);
    }

    /** Offers the servers that a job can use. */
    @POST
    public ComboBoxModel doFillServerItems(@AncestorInPath Item item) {
        return servers(item);
    }

    /** The servers that a job can use, for who may see how it is configured. */
    @NonNull
    public static ComboBoxModel servers(@CheckForNull Item item) {
        boolean may =
                item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.EXTENDED_READ);
        return may ? new ComboBoxModel(ServerLookup.names(item)) : new ComboBoxModel();
    }

    /** Lists credentials for the server that is chosen. */
    @POST
    public ListBoxModel doFillCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String server, @QueryParameter String credentialsId) {
        if (!RequestFormDescriptor.mayUseCredentials(item)) {
            return RequestFormDescriptor.current(credentialsId);
        }
        return new StandardListBoxModel()
                .includeEmptyValue()
                .includeMatchingAs(
                        ACL.SYSTEM2,
                        item,
                        StandardUsernamePasswordCredentials.class,
                        domain(server, item),
                        CredentialsMatchers.always())
                .includeCurrentValue(Util.fixNull(credentialsId));
    }

    private static List<DomainRequirement> domain(@CheckForNull String server, @CheckForNull Item item) {
        try {
            return ServerLookup.find(server, item).domain();
        } catch (AbortException e) {
            // it may be one that only the build knows
            return List.of();
        }
    }

    /** Lists the ways of printing. */
    @POST
    public ListBoxModel doFillConsoleOutputItems() {
        ListBoxModel modes = new ListBoxModel();
        for (Mode mode : Mode.values()) {
            modes.add(
                    switch (mode) {
                        case AUTO -> Messages.JobFormDescriptor_auto();
                        case PREFIXED -> Messages.JobFormDescriptor_prefixed();
                        case GROUPED -> Messages.JobFormDescriptor_grouped();
                        case FAILED -> Messages.JobFormDescriptor_failed();
                        case NONE -> Messages.JobFormDescriptor_none();
                    },
                    mode.name());
        }
        return modes;
    }

    /** Says whether it can be the id of a job invocation. */
    @POST
    public FormValidation doCheckId(@QueryParameter String value) {
        return value.isBlank() && !needsId() || value.trim().matches("0*[1-9]\\d*")
                ? FormValidation.ok()
                : FormValidation.error(Messages.JobIds_none());
    }

    /** Whether a job cannot be named otherwise. */
    boolean needsId() {
        return true;
    }

    /** Says whether it is a number of hosts or a share of them. */
    @POST
    public FormValidation doCheckFailureThreshold(@QueryParameter String value) {
        return checkThreshold(value);
    }

    /** Says whether it is a number of hosts or a share of them. */
    @POST
    public FormValidation doCheckUnstableThreshold(@QueryParameter String value) {
        return checkThreshold(value);
    }

    private static FormValidation checkThreshold(String value) {
        try {
            Threshold.parse(value);
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            // a variable is known in the build only
            return value.contains("$") ? FormValidation.ok() : FormValidation.error(e.getMessage());
        }
    }

    @Override
    @NonNull
    public final Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
        Map<String, Object> changed = new LinkedHashMap<>(arguments);
        changed.replaceAll((name, value) -> value instanceof Number && NUMBERS.contains(name)
                ? value.toString()
                : value instanceof CharSequence text && CHOICES.containsKey(name)
                        ? choice(name, text.toString())
                        : value);
        for (String list : LISTS) {
            if (arguments.get(list) instanceof Collection<?> names) {
                changed.put(list, HostNames.text(names));
            }
        }
        for (String block : BLOCKS) {
            // what the Snippet Generator makes of one that is left empty
            if (arguments.get(block) instanceof Collection<?> nothing && nothing.isEmpty()) {
                changed.put(block, Map.of());
            }
        }
        if (arguments.get(ID) instanceof CharSequence id && !id.toString().matches("\\d+")) {
            throw new IllegalArgumentException(Messages.JobIds_none());
        }
        if (arguments.get(INPUTS) instanceof Map<?, ?> values) {
            List<InputValue> inputs = new ArrayList<>();
            values.forEach((name, value) -> {
                if (value != null) {
                    inputs.add(InputValue.of(name.toString(), value.toString()));
                }
            });
            changed.put(INPUTS, inputs);
        } else if (arguments.get(INPUTS) instanceof Collection<?> rows) {
            changed.put(INPUTS, rows.stream().map(JobFormDescriptor::row).toList());
        } else if (arguments.get(INPUTS) instanceof CharSequence) {
            throw new IllegalArgumentException(Messages.JobFormDescriptor_notAMap());
        }
        return changed;
    }

    private static String choice(String name, String value) {
        String choice = value.trim().toUpperCase(Locale.ROOT);
        List<String> choices = CHOICES.get(name);
        if (!choices.contains(choice)) {
            throw new IllegalArgumentException(
                    Messages.JobFormDescriptor_notAChoice(value, name, String.join(", ", choices)));
        }
        return choice;
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    @Override
    @NonNull
    public final UninstantiatedDescribable customUninstantiate(@NonNull UninstantiatedDescribable step) {
        Map<String, Object> changed = new LinkedHashMap<>(step.getArguments());
        for (String list : LISTS) {
            if (changed.get(list) instanceof String names) {
                changed.put(list, new ArrayList<>(HostNames.of(names)));
            }
        }
        if (changed.get(INPUTS) instanceof List<?> rows) {
            Map<String, Object> values = values(rows);
            if (values != null) {
                changed.put(INPUTS, values);
            }
        }
        missing(changed).forEach((name, what) -> changed.put(name, generated(name, what)));
        return step.withArguments(changed);
    }

    private static Object generated(String name, String what) {
        // in parentheses no host and nothing else is named so, by which nothing runs until somebody has replaced it
        String text = "(" + what + ")";
        return LISTS.contains(name) ? List.of(text) : text;
    }

    /** What the step cannot do without and is not given: the argument, and what a generated script says in its place. */
    @NonNull
    Map<String, String> missing(@NonNull Map<String, Object> given) {
        return given.get(ID) instanceof Long id && id <= 0 ? Map.of(ID, Messages.JobIds_none()) : Map.of();
    }

    /** The same for steps that choose hosts. */
    @NonNull
    static Map<String, String> missingTarget(@NonNull Map<String, Object> given) {
        return given.containsKey("hosts") || given.containsKey("searchQuery") || given.containsKey("bookmark")
                ? Map.of()
                : Map.of("hosts", Messages.RequestFormDescriptor_oneTarget());
    }

    /** Made here, since errors repeat the arguments as they are after this, and no secret may be among them. */
    private static Object row(Object given) {
        if (!(given instanceof Map<?, ?> values)) {
            return given;
        }
        Map<String, Object> arguments = new LinkedHashMap<>();
        values.forEach((name, value) -> arguments.put(String.valueOf(name), value));
        arguments.remove("$class");
        try {
            return new UninstantiatedDescribable(arguments).instantiate(InputValue.class, null);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Rows as a map of names and values, null where that cannot say it all. */
    @CheckForNull
    private static Map<String, Object> values(List<?> rows) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Object row : rows) {
            Map<String, ?> arguments = row instanceof UninstantiatedDescribable input ? input.getArguments() : Map.of();
            Object value = arguments.get("value");
            if (!Set.of("name", "value").containsAll(arguments.keySet())
                    || values.put(String.valueOf(arguments.get("name")), value == null ? "" : value) != null) {
                return null;
            }
        }
        return values;
    }
}
