package io.jenkins.plugins.foreman.simulator;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Foreman with remote execution, over real HTTP on the loopback address. It answers as a real one was seen to answer,
 * runs jobs on simulated hosts by a clock that tests may hold in their hands, and counts what it is asked for.
 *
 * <p>Thread-safe once started. All state changes under one lock, so it serves many clients but one request at a time.
 */
public final class ForemanSimulator implements AutoCloseable {

    static {
        // Without it each answer on a connection that is kept open waits for the peer's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Builder options;
    private final Fleet fleet;
    private final Templates templates = new Templates();
    private final Users users = new Users();
    private final RequestCounters counters = new RequestCounters();
    private final Faults faults;
    private final JobInvocations jobs;
    private final Authentication authentication;
    private final TlsCertificate certificate;
    private final ExecutorService executor;
    private final Router router;
    private SimulatorServer server;
    private final int port;

    private ForemanSimulator(Builder options) {
        this.options = options;
        this.fleet = new Fleet();
        if (options.hostPattern == null) {
            fleet.addHosts(options.hosts);
        } else {
            fleet.addHosts(options.hosts, options.hostPattern);
        }
        this.faults = new Faults(options.clock);
        this.jobs = new JobInvocations(options.clock, options.timing, fleet);
        this.authentication = new Authentication(users, options.timing);
        this.certificate = options.tls == TlsMode.NONE ? null : TlsCertificate.create(options.tls);
        AtomicInteger number = new AtomicInteger();
        this.executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "foreman-simulator-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        this.router = routes();
        this.server = listen(options.port);
        this.port = server.port();
    }

    /** A simulator to set up; {@link Builder#start()} starts it. */
    public static Builder builder() {
        return new Builder();
    }

    private Router routes() {
        VersionProfile profile = options.profile;
        JobInvocationsController invocations = new JobInvocationsController(profile, jobs, templates, counters);
        JobHostsController hosts = new JobHostsController(profile, jobs, invocations, counters);
        LookupsController lookups = new LookupsController(fleet, templates, options.templateInputDetails);
        HostsController allHosts = new HostsController(jobs);
        StatusController status = new StatusController(profile, fleet);
        TasksController tasks = new TasksController(jobs, templates, profile);
        Router routes = new Router();
        String base = "/api/job_invocations";
        routes.add("GET", base, null, invocations::index)
                .add("POST", base, "create_job_invocations", invocations::create)
                .add("GET", base + "/:id", null, invocations::show)
                .add("POST", base + "/:id/cancel", "cancel_job_invocations", invocations::cancel)
                .add("POST", base + "/:id/rerun", "create_job_invocations", invocations::rerun)
                .add("GET", base + "/:id/outputs", null, hosts::outputs)
                .add("POST", base + "/:id/outputs", null, hosts::outputs)
                .add("GET", base + "/:id/template_invocations", null, hosts::templateInvocations)
                .add("GET", base + "/:id/hosts/#host_id", null, hosts::output)
                .add("GET", base + "/:id/hosts/#host_id/raw", null, hosts::rawOutput);
        if (profile.hasHostsEndpoint()) {
            routes.add("GET", base + "/:id/hosts", null, hosts::index);
        }
        routes.add("GET", "/api/job_templates", "view_job_templates", lookups::jobTemplates)
                .add("GET", "/api/job_templates/:id", "view_job_templates", lookups::jobTemplate)
                .add("GET", "/api/templates/:id/template_inputs", "view_job_templates", lookups::templateInputs)
                .add("GET", "/api/templates/:id/foreign_input_sets", "view_job_templates", lookups::foreignInputSets)
                .add(
                        "GET",
                        "/api/remote_execution_features",
                        "view_remote_execution_features",
                        lookups::remoteExecutionFeatures)
                .add("GET", "/api/bookmarks", null, lookups::bookmarks)
                .add("GET", "/api/organizations", "view_organizations", lookups::organizations)
                .add("GET", "/api/locations", "view_locations", lookups::locations)
                .add("GET", "/api/hosts", "view_hosts", allHosts::index)
                .add("GET", "/api/hosts/:id", "view_hosts", allHosts::show)
                .add("DELETE", "/api/hosts/:id", "destroy_hosts", allHosts::destroy);
        routes.addOpen("GET", "/api/ping", status::ping)
                .add("GET", "/api/status", null, status::status)
                .add("GET", "/api/plugins", "view_plugins", status::plugins)
                .add("GET", "/api/current_user", null, status::currentUser);
        if (profile.hasCurrentPermissions()) {
            routes.add("GET", "/api/permissions/current_permissions", null, status::currentPermissions);
        }
        return routes.add("GET", "/foreman_tasks/api/tasks", null, tasks::index)
                .add("GET", "/foreman_tasks/api/tasks/:id", null, tasks::show)
                .add("GET", "/foreman_tasks/api/tasks/:id/details", null, tasks::details)
                .add("GET", "/foreman_tasks/api/recurring_logics/:id", "view_recurring_logics", tasks::recurringLogic)
                .add(
                        "POST",
                        "/foreman_tasks/api/recurring_logics/:id/cancel",
                        "edit_recurring_logics",
                        tasks::cancelRecurringLogic);
    }

    private SimulatorServer listen(int onPort) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort);
            HttpServer http;
            if (certificate == null) {
                http = HttpServer.create(address, 100);
            } else {
                HttpsServer https = HttpsServer.create(address, 100);
                https.setHttpsConfigurator(new HttpsConfigurator(certificate.sslContext()));
                http = https;
            }
            CostModel costs = new CostModel(options.costModel, options.clock);
            SimulatorServer started = new SimulatorServer(
                    http, executor, router, authentication, jobs, faults, counters, costs, options.profile);
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address, without a path. */
    public URI uri() {
        String scheme = certificate == null ? "http" : "https";
        return URI.create(scheme + "://127.0.0.1:" + port);
    }

    /** The certificate to trust, in PEM; null without TLS. */
    public String certificatePem() {
        return certificate == null ? null : certificate.pem();
    }

    public SimulatorClock clock() {
        return options.clock;
    }

    public VersionProfile profile() {
        return options.profile;
    }

    public Fleet fleet() {
        return fleet;
    }

    public Templates templates() {
        return templates;
    }

    public Users users() {
        return users;
    }

    public Faults faults() {
        return faults;
    }

    public RequestCounters counters() {
        return counters;
    }

    /** All job invocations in the order in which they were made, ghosts included. */
    public List<SimJobInvocation> jobInvocations() {
        synchronized (jobs) {
            jobs.advance(jobs.now());
            List<SimJobInvocation> all = new ArrayList<>(jobs.newestFirst());
            Collections.reverse(all);
            return all;
        }
    }

    /** The job invocation with that id. */
    public SimJobInvocation jobInvocation(int id) {
        synchronized (jobs) {
            SimJobInvocation job = jobs.find(id);
            if (job == null) {
                throw new IllegalArgumentException("no job invocation " + id);
            }
            return job;
        }
    }

    /** Carries out what still waits and is due, so that the journal is complete. */
    public void settle() {
        server.carryOutLate();
        jobInvocations();
    }

    /** Ends all sessions, as a restart of the server's cache does. */
    public void forgetSessions() {
        synchronized (jobs) {
            authentication.forgetSessions();
        }
    }

    /** Stops listening: connections are refused until {@link #startListening()}. Jobs go on with the clock. */
    public synchronized void stopListening() {
        server.stop();
    }

    /** Listens again on the same port. */
    public synchronized void startListening() {
        server = listen(port);
    }

    @Override
    public synchronized void close() {
        server.stop();
        executor.shutdownNow();
    }

    /** How the simulator is set up. Not thread-safe. */
    public static final class Builder {
        private VersionProfile profile = VersionProfile.REX_17_1;
        private SimulatorClock clock = SimulatorClock.running();
        private Timing timing = Timing.large();
        private int hosts = 3;
        private String hostPattern;
        private boolean costModel;
        private TlsMode tls = TlsMode.NONE;
        private int port;
        private boolean templateInputDetails;

        private Builder() {}

        /** The version to behave like; the newest by default. */
        public Builder profile(VersionProfile value) {
            profile = value;
            return this;
        }

        /** The clock; one that runs with real time by default. */
        public Builder clock(SimulatorClock value) {
            clock = value;
            return this;
        }

        /** A manual clock that starts at a fixed time. */
        public Builder manualClock() {
            return clock(SimulatorClock.manual(Instant.parse("2026-11-24T00:00:00.250Z")));
        }

        /** How fast Foreman is. */
        public Builder timing(Timing value) {
            timing = value;
            return this;
        }

        /** Number of hosts, named {@code host0001.example.com} and so on, with ids from 1; 3 by default. */
        public Builder hosts(int n) {
            hosts = n;
            return this;
        }

        /** Number of hosts and a format for their names with one place for the number. */
        public Builder hosts(int n, String pattern) {
            hosts = n;
            hostPattern = pattern;
            return this;
        }

        /** Whether requests take the time that they take a real server: a manual clock moves on, a running one is waited for. */
        public Builder costModel(boolean on) {
            costModel = on;
            return this;
        }

        public Builder tls(TlsMode value) {
            tls = value;
            return this;
        }

        /** The port to listen on; any free one by default. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /**
         * Whether {@code GET /api/job_templates/:id} shows its inputs in full. The sources of Foreman 3.13 and REX 17.1
         * show id, name and type only, the rest through {@code /api/templates/:id/template_inputs}; off by default.
         */
        public Builder templateInputDetails(boolean value) {
            templateInputDetails = value;
            return this;
        }

        /** Starts the simulator. */
        public ForemanSimulator start() {
            return new ForemanSimulator(this);
        }
    }
}
