package io.jenkins.plugins.foreman.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The hosts, with their smart proxies, organizations and locations. Thread-safe. */
public final class Fleet {

    private final Map<Integer, SimHost> byId = new ConcurrentSkipListMap<>();
    private final Map<String, SimHost> byName = new ConcurrentHashMap<>();
    private final AtomicInteger nextHostId = new AtomicInteger(1);
    private final AtomicInteger nextTaxonomyId = new AtomicInteger(5);
    private final List<SmartProxy> proxies = new CopyOnWriteArrayList<>();
    private final List<Taxonomy> organizations = new CopyOnWriteArrayList<>();
    private final List<Taxonomy> locations = new CopyOnWriteArrayList<>();
    private volatile Function<SimHost, HostScript> scripts = host -> null;
    private volatile int mostOnPage = Integer.MAX_VALUE;

    Fleet() {
        organizations.add(new Taxonomy(3, "Default Organization"));
        locations.add(new Taxonomy(4, "Default Location"));
        proxies.add(new SmartProxy(1, "proxy.example.com"));
    }

    /** Adds n hosts named {@code host0001.example.com} and so on, wide enough for n. */
    void addHosts(int n) {
        int width = Math.max(4, String.valueOf(n).length());
        addHosts(n, "host%0" + width + "d.example.com");
    }

    /**
     * Adds n hosts.
     *
     * @param pattern a format with one place for a number from 1
     */
    public void addHosts(int n, String pattern) {
        for (int i = 1; i <= n; i++) {
            add(String.format(Locale.ROOT, pattern, i));
        }
    }

    /** The hosts of a job are listed on pages of so many at most, whatever is asked for; so that few make a long list. */
    public void mostOnPage(int hosts) {
        mostOnPage = hosts;
    }

    int mostOnPage() {
        return mostOnPage;
    }

    /** Adds a host in the default organization and location, served by the first proxy. */
    public SimHost add(String name) {
        SimHost host =
                new SimHost(nextHostId.getAndIncrement(), name, organizations.get(0), locations.get(0), proxies.get(0));
        if (byName.putIfAbsent(name, host) != null) {
            throw new IllegalArgumentException("there is already a host " + name);
        }
        byId.put(host.id(), host);
        return host;
    }

    /** Deletes a host; jobs that it took part in show it as missing. */
    public void remove(String name) {
        SimHost host = byName.remove(name);
        if (host != null) {
            byId.remove(host.id());
            host.delete();
        }
    }

    /** The host of that name. */
    public SimHost host(String name) {
        SimHost host = byName.get(name);
        if (host == null) {
            throw new IllegalArgumentException("no host " + name);
        }
        return host;
    }

    /** The host of that name, or null. */
    public SimHost find(String name) {
        return byName.get(name);
    }

    /** The host with that id, or null. */
    public SimHost find(int id) {
        return byId.get(id);
    }

    /** All hosts by id. */
    public Collection<SimHost> all() {
        return byId.values();
    }

    public int size() {
        return byId.size();
    }

    /** What hosts do that have no script of their own; null from the function means the default. */
    public void scripts(Function<SimHost, HostScript> function) {
        scripts = function;
    }

    HostScript scriptFor(SimHost host) {
        HostScript own = host.script();
        return own != null ? own : scripts.apply(host);
    }

    /** The first smart proxy, which serves all hosts unless told otherwise. */
    public SmartProxy smartProxy() {
        return proxies.get(0);
    }

    /** Adds a smart proxy that serves no host yet. */
    public SmartProxy addSmartProxy(String name) {
        SmartProxy proxy = new SmartProxy(proxies.size() + 1, name);
        proxies.add(proxy);
        return proxy;
    }

    public List<SmartProxy> smartProxies() {
        return List.copyOf(proxies);
    }

    public Taxonomy addOrganization(String name) {
        return add(organizations, name);
    }

    public Taxonomy addLocation(String name) {
        return add(locations, name);
    }

    private Taxonomy add(List<Taxonomy> all, String name) {
        Taxonomy taxonomy = new Taxonomy(nextTaxonomyId.getAndIncrement(), name);
        all.add(taxonomy);
        return taxonomy;
    }

    public List<Taxonomy> organizations() {
        return List.copyOf(organizations);
    }

    public List<Taxonomy> locations() {
        return List.copyOf(locations);
    }

    /** Hosts in the order in which a job takes them: by name, then id. */
    List<SimHost> inTargetOrder(Collection<SimHost> hosts) {
        List<SimHost> sorted = new ArrayList<>(hosts);
        sorted.sort(java.util.Comparator.comparing(SimHost::name).thenComparing(SimHost::id));
        return sorted;
    }
}
