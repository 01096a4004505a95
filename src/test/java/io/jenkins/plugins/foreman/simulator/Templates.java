package io.jenkins.plugins.foreman.simulator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Job templates, remote execution features and bookmarks. Thread-safe for adding and removing. */
public final class Templates {

    /** A feature, mapped to a template or to none. */
    record Feature(int id, String label, String name, String description, SimTemplate template) {}

    /** A saved search. */
    record Bookmark(int id, String name, String controller, String query, boolean isPublic) {}

    private final List<SimTemplate> templates = new CopyOnWriteArrayList<>();
    private final List<Feature> features = new CopyOnWriteArrayList<>();
    private final List<Bookmark> bookmarks = new CopyOnWriteArrayList<>();
    private final AtomicInteger nextInputId = new AtomicInteger(59);
    private final AtomicInteger nextForeignInputId = new AtomicInteger(1);
    private final AtomicInteger nextId = new AtomicInteger(325);

    Templates() {
        SimTemplate run = add("Run Command - Script Default")
                .descriptionFormat("Run %{command}")
                .description("Runs a command")
                .required("command", "Command to run on the host")
                .source("<%= input(\"command\") %>");
        SimTemplate packages = add("Package Action - Script Default")
                .category("Packages")
                .descriptionFormat("%{action} package(s) %{package}")
                .select("action", true, "install", "install", "update", "remove")
                .optional("package", null)
                .optional("options", null);
        add("Service Action - Script Default")
                .category("Services")
                .descriptionFormat("%{action} service %{service}")
                .select("action", true, "restart", "start", "stop", "restart", "status")
                .required("service", "Service name");
        add("Ansible - Run playbook")
                .provider("Ansible")
                .category("Ansible Playbook")
                .required("playbook", "Playbook as YAML");
        add("Deploy Application")
                .category("Deployment")
                .required("version", "Version to deploy")
                .optional("window", "night")
                .hidden("api_key", false)
                .select("channel", false, "stable", "stable", "beta")
                .timeout(3600);
        add("Package Update With Checks")
                .category("Packages")
                .required("ticket", "Change ticket")
                .foreignInputs(packages, "options");
        add("Run Command - Script Default clone")
                .descriptionFormat("Run %{command}")
                .required("command", null);
        add("Reboot - Script Default")
                .category("Power")
                .descriptionFormat("Reboot host")
                .locked();
        add("Read Only Snippet").snippet();
        feature("run_script", "Run Script", "Run an arbitrary script", run);
        feature("katello_package_install", "Katello: Install Package", "Install package", packages);
        feature("ansible_run_host", "Ansible: Run host roles", "Runs Ansible roles", null);
        bookmark("running", "job_invocations", "status = running", true);
        bookmark("first hosts", "hosts", "name ~ host0", true);
        bookmark("web servers", "hosts", "hostgroup = web", true);
        bookmark("dash", "dashboard", "name ~ host", true);
    }

    int nextInputId() {
        return nextInputId.getAndIncrement();
    }

    int nextForeignInputId() {
        return nextForeignInputId.getAndIncrement();
    }

    /** Adds a template without inputs, category Commands, provider script. */
    public SimTemplate add(String name) {
        SimTemplate template = new SimTemplate(this, nextId.getAndIncrement(), name);
        templates.add(template);
        return template;
    }

    /** Deletes a template; reruns of its jobs are then not possible. */
    public void remove(String name) {
        templates.removeIf(template -> template.name().equals(name));
    }

    /** The template of that name. */
    public SimTemplate template(String name) {
        return templates.stream()
                .filter(template -> template.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no template " + name));
    }

    SimTemplate find(int id) {
        return templates.stream()
                .filter(template -> template.id() == id)
                .findFirst()
                .orElse(null);
    }

    List<SimTemplate> all() {
        return templates;
    }

    /** Adds a feature; a null template leaves it unmapped. */
    public void feature(String label, String name, String description, SimTemplate template) {
        features.add(new Feature(features.size() + 1, label, name, description, template));
    }

    List<Feature> features() {
        return features;
    }

    List<Feature> features(SimTemplate template) {
        return features.stream()
                .filter(feature -> feature.template() == template)
                .toList();
    }

    /** Adds a bookmark. */
    public void bookmark(String name, String controller, String query, boolean isPublic) {
        bookmarks.add(new Bookmark(bookmarks.size() + 1, name, controller, query, isPublic));
    }

    List<Bookmark> bookmarks() {
        return bookmarks;
    }
}
