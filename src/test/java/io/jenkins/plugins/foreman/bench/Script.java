package io.jenkins.plugins.foreman.bench;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.HostOutput;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.client.JobInvocations;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import io.jenkins.plugins.foreman.client.ListQuery;
import io.jenkins.plugins.foreman.client.NewJobInvocation;
import io.jenkins.plugins.foreman.client.OutputChunk;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What people use instead: a script around the API that looks every two seconds, until the job has stopped. */
enum Script implements Follower {
    /** The output of one host after the other, all of them at each look. */
    LOOP_OVER_HOSTS {
        @Override
        void look(Looks looks) throws IOException {
            for (long host : looks.hosts()) {
                List<OutputChunk> chunks = new ArrayList<>();
                looks.foreman.jobInvocations().output(looks.job, host, null, chunks::add);
                looks.seen(host, chunks);
            }
        }
    },
    /** The outputs of all hosts at each look, a hundred in a request. */
    OUTPUTS_OF_ALL {
        @Override
        void look(Looks looks) throws IOException {
            looks.readAll();
        }
    },
    /** No script, but as little as can be asked: nothing while the job runs, then each host once. */
    EACH_ONCE {
        @Override
        void look(Looks looks) {
            // at the end only
        }

        @Override
        void atEnd(Looks looks) throws IOException {
            looks.readAll();
        }

        @Override
        Duration pause() {
            return Duration.ofSeconds(30);
        }
    };

    abstract void look(Looks looks) throws IOException;

    Duration pause() {
        return Duration.ofSeconds(2);
    }

    /** One look more, since the last one was before the end. */
    void atEnd(Looks looks) throws IOException {
        look(looks);
    }

    @Override
    public void follow(ForemanSimulator simulator, Path directory, Lag watched) throws IOException {
        Foreman foreman = Follower.connect(simulator, () -> {});
        long template = foreman.lookups().templateByName(TEMPLATE).id();
        long job = foreman.jobInvocations()
                .create(new NewJobInvocation(
                        template,
                        null,
                        new NewJobInvocation.Targeting(QUERY, null, List.of(), false, null),
                        Map.of("command", "uptime"),
                        null,
                        JobOptions.DEFAULTS,
                        JobSecrets.NONE))
                .id();
        Looks looks = new Looks(simulator, foreman, job, watched);
        while (!foreman.jobInvocations().show(job).isStopped()) {
            look(looks);
            simulator.clock().advance(pause());
        }
        atEnd(looks);
    }

    /** What a script knows. */
    private static final class Looks {
        private final ForemanSimulator simulator;
        private final Foreman foreman;
        private final long job;
        private final Lag watched;
        private final Map<Long, Integer> seen = new HashMap<>();
        private List<Long> hosts;

        Looks(ForemanSimulator simulator, Foreman foreman, long job, Lag watched) {
            this.simulator = simulator;
            this.foreman = foreman;
            this.job = job;
            this.watched = watched;
        }

        List<Long> hosts() throws IOException {
            if (hosts == null) {
                hosts = new ArrayList<>();
                ListQuery query = ListQuery.first(JobInvocations.BATCH, null);
                for (List<JobHost> page = page(query); !page.isEmpty(); page = page(query)) {
                    page.forEach(host -> hosts.add(host.id()));
                    query = query.next();
                }
            }
            return hosts;
        }

        private List<JobHost> page(ListQuery query) throws IOException {
            return foreman.jobInvocations().hosts(job, query).results();
        }

        void readAll() throws IOException {
            List<Long> all = hosts();
            for (int from = 0; from < all.size(); from += JobInvocations.BATCH) {
                List<Long> part = all.subList(from, Math.min(all.size(), from + JobInvocations.BATCH));
                for (HostOutput output : foreman.jobInvocations().outputs(job, part, null, 1 << 20)) {
                    seen(output.hostId(), output.chunks());
                }
            }
        }

        void seen(long host, List<OutputChunk> chunks) {
            List<OutputChunk> rows = chunks.stream()
                    .filter(chunk -> chunk.type() == OutputChunk.OutputType.STDOUT && chunk.id() != null)
                    .toList();
            long now =
                    ChronoUnit.MICROS.between(Instant.EPOCH, simulator.clock().instant());
            rows.stream().skip(seen.getOrDefault(host, 0)).forEach(chunk -> watched.add(now - chunk.timestampMicros()));
            seen.put(host, rows.size());
        }
    }
}
