package io.jenkins.plugins.foreman.simulator;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A host that Foreman knows. Changes show in the next request. Thread-safe. */
public final class SimHost {

    private final int id;
    private final String name;
    private final Set<String> hiddenFrom = ConcurrentHashMap.newKeySet();
    private volatile Taxonomy organization;
    private volatile Taxonomy location;
    private volatile SmartProxy smartProxy;
    private volatile int hostgroupId;
    private volatile String hostgroup;
    private volatile String operatingsystem;
    private volatile boolean infrastructure;
    private volatile HostScript script;
    private volatile boolean deleted;
    private volatile boolean outputBroken;

    SimHost(int id, String name, Taxonomy organization, Taxonomy location, SmartProxy smartProxy) {
        this.id = id;
        this.name = name;
        this.organization = organization;
        this.location = location;
        this.smartProxy = smartProxy;
    }

    public int id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** What happens when a job runs on this host; wins over {@link Fleet#scripts}, read when a job starts. */
    public SimHost script(HostScript value) {
        script = value;
        return this;
    }

    HostScript script() {
        return script;
    }

    /** Puts the host into a host group. */
    public SimHost hostgroup(int groupId, String groupName) {
        hostgroupId = groupId;
        hostgroup = groupName;
        return this;
    }

    public String hostgroup() {
        return hostgroup;
    }

    int hostgroupId() {
        return hostgroupId;
    }

    /** Name of the operating system, such as {@code RedHat 9.4}. */
    public SimHost operatingsystem(String value) {
        operatingsystem = value;
        return this;
    }

    public String operatingsystem() {
        return operatingsystem;
    }

    /** Marks the host as Foreman itself or a smart proxy: jobs of ordinary users leave it out without a word. */
    public SimHost infrastructure(boolean value) {
        infrastructure = value;
        return this;
    }

    public boolean infrastructure() {
        return infrastructure;
    }

    public SimHost organization(Taxonomy value) {
        organization = value;
        return this;
    }

    public Taxonomy organization() {
        return organization;
    }

    public SimHost location(Taxonomy value) {
        location = value;
        return this;
    }

    public Taxonomy location() {
        return location;
    }

    public SimHost smartProxy(SmartProxy value) {
        smartProxy = value;
        return this;
    }

    public SmartProxy smartProxy() {
        return smartProxy;
    }

    /** A filter of the user's role leaves the host out, as {@code view_hosts} with a search does. */
    public SimHost hideFrom(String login) {
        hiddenFrom.add(login);
        return this;
    }

    /** Undoes {@link #hideFrom}. */
    public SimHost showTo(String login) {
        hiddenFrom.remove(login);
        return this;
    }

    /** Every request that asks for this host's output, alone or among others, ends in Foreman's own 500. */
    public SimHost outputBroken(boolean value) {
        outputBroken = value;
        return this;
    }

    boolean outputBroken() {
        return outputBroken;
    }

    void delete() {
        deleted = true;
    }

    boolean isDeleted() {
        return deleted;
    }

    boolean visibleTo(SimUser user) {
        return user.admin() || !hiddenFrom.contains(user.login());
    }

    @Override
    public String toString() {
        return name;
    }
}
