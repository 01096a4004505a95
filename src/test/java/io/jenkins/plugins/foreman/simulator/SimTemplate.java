package io.jenkins.plugins.foreman.simulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A job template. Fluent; meant to be set up before requests reach it. */
public final class SimTemplate {

    /**
     * An input.
     *
     * @param inputType {@code user}, {@code fact}, {@code variable}
     * @param defaultValue null for none
     * @param options the only values allowed, empty for any
     */
    public record Input(
            int id,
            String name,
            String inputType,
            String description,
            boolean required,
            String defaultValue,
            boolean hidden,
            List<String> options) {}

    /** Inputs taken over from another template: all of them, or those included, less those excluded. */
    record ForeignInputs(int id, SimTemplate target, boolean includeAll, List<String> include, List<String> exclude) {}

    private final int id;
    private final Templates templates;
    private final String name;
    private final List<Input> inputs = new ArrayList<>();
    private final List<ForeignInputs> foreignInputs = new ArrayList<>();
    private final Set<String> hiddenFrom = new HashSet<>();
    private String jobCategory = "Commands";
    private String providerType = "script";
    private String descriptionFormat;
    private String description;
    private String template = "<%= input('command') %>";
    private boolean snippet;
    private boolean locked;
    private String effectiveUser;
    private boolean effectiveUserOverridable = true;
    private Integer timeout;

    SimTemplate(Templates templates, int id, String name) {
        this.templates = templates;
        this.id = id;
        this.name = name;
    }

    public int id() {
        return id;
    }

    public String name() {
        return name;
    }

    public SimTemplate category(String value) {
        jobCategory = value;
        return this;
    }

    String jobCategory() {
        return jobCategory;
    }

    public SimTemplate provider(String value) {
        providerType = value;
        return this;
    }

    String providerType() {
        return providerType;
    }

    /** Format of the description of jobs, such as {@code Run %{command}}; null lets Foreman make one. */
    public SimTemplate descriptionFormat(String value) {
        descriptionFormat = value;
        return this;
    }

    String descriptionFormat() {
        return descriptionFormat;
    }

    public SimTemplate description(String value) {
        description = value;
        return this;
    }

    String description() {
        return description;
    }

    /** Source of the template; {@code <%= nosuchmethod %>} makes it fail to render on every host. */
    public SimTemplate source(String value) {
        template = value;
        return this;
    }

    String source() {
        return template;
    }

    public SimTemplate snippet() {
        snippet = true;
        return this;
    }

    boolean isSnippet() {
        return snippet;
    }

    public SimTemplate locked() {
        locked = true;
        return this;
    }

    boolean isLocked() {
        return locked;
    }

    public SimTemplate effectiveUser(String value, boolean overridable) {
        effectiveUser = value;
        effectiveUserOverridable = overridable;
        return this;
    }

    String effectiveUser() {
        return effectiveUser;
    }

    boolean isEffectiveUserOverridable() {
        return effectiveUserOverridable;
    }

    public SimTemplate timeout(int seconds) {
        timeout = seconds;
        return this;
    }

    Integer timeout() {
        return timeout;
    }

    public SimTemplate hideFrom(String login) {
        hiddenFrom.add(login);
        return this;
    }

    boolean visibleTo(SimUser user) {
        return user.admin() || !hiddenFrom.contains(user.login());
    }

    /** Adds an input that must have a value. */
    public SimTemplate required(String inputName, String inputDescription) {
        return input(inputName, "user", inputDescription, true, null, false, List.of());
    }

    /** Adds an input that may stay empty. */
    public SimTemplate optional(String inputName, String defaultValue) {
        return input(inputName, "user", null, false, defaultValue, false, List.of());
    }

    /** Adds an input whose value is a secret. */
    public SimTemplate hidden(String inputName, boolean required) {
        return input(inputName, "user", null, required, null, true, List.of());
    }

    /** Adds an input with a choice of values. */
    public SimTemplate select(String inputName, boolean required, String defaultValue, String... options) {
        return input(inputName, "user", null, required, defaultValue, false, List.of(options));
    }

    /** Adds any input. */
    public SimTemplate input(
            String inputName,
            String inputType,
            String inputDescription,
            boolean required,
            String defaultValue,
            boolean hidden,
            List<String> options) {
        inputs.add(new Input(
                templates.nextInputId(),
                inputName,
                inputType,
                inputDescription,
                required,
                defaultValue,
                hidden,
                options));
        return this;
    }

    /** Takes over all inputs of another template but those excluded. */
    public SimTemplate foreignInputs(SimTemplate target, String... exclude) {
        foreignInputs.add(new ForeignInputs(templates.nextForeignInputId(), target, true, List.of(), List.of(exclude)));
        return this;
    }

    List<ForeignInputs> foreignInputSets() {
        return foreignInputs;
    }

    /** Its own inputs. */
    public List<Input> inputs() {
        return List.copyOf(inputs);
    }

    /** Its own inputs and those of foreign input sets, recursively. */
    public List<Input> allInputs() {
        List<Input> all = new ArrayList<>(inputs);
        for (ForeignInputs foreign : foreignInputs) {
            for (Input input : foreign.target().allInputs()) {
                boolean included = foreign.includeAll() || foreign.include().contains(input.name());
                if (included && !foreign.exclude().contains(input.name())) {
                    all.add(input);
                }
            }
        }
        return all;
    }

    Input findInput(String inputName) {
        return allInputs().stream()
                .filter(input -> input.name().equals(inputName))
                .findFirst()
                .orElse(null);
    }

    /** The format that Foreman makes when the template has none (as REX 17.1 does). */
    String generatedDescriptionFormat() {
        if (descriptionFormat != null && !descriptionFormat.isBlank()) {
            return descriptionFormat;
        }
        StringBuilder format = new StringBuilder("%{template_name}");
        List<Input> all = allInputs();
        if (!all.isEmpty()) {
            format.append(" with inputs");
            all.forEach(input -> format.append(' ')
                    .append(input.name())
                    .append("=\"%{")
                    .append(input.name())
                    .append("}\""));
        }
        return format.toString();
    }
}
