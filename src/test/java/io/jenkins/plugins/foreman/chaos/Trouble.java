package io.jenkins.plugins.foreman.chaos;

import io.jenkins.plugins.foreman.simulator.Faults;
import io.jenkins.plugins.foreman.simulator.SimHost;
import io.jenkins.plugins.foreman.simulator.SimJobInvocation;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** What can happen, each at random moments. */
enum Trouble {
    /** An odd answer, a lost one, or none. */
    ANSWERS(3) {
        @Override
        void plan(World world, RandomGenerator random) {
            world.at(moment(random), "odd answers", () -> {
                String path = PATHS[random.nextInt(PATHS.length)];
                Faults.Rule rule = world.simulator
                        .faults()
                        .on("*", path)
                        .skip(random.nextInt(4))
                        .times(1 + random.nextInt(random.nextInt(4) == 0 ? 12 : 2));
                world.note(path + ": " + oddly(rule, random));
            });
        }
    },
    /** The reply to a create is lost, which is carried out now, later or not at all. */
    LOST_CREATE(2) {
        @Override
        void plan(World world, RandomGenerator random) {
            Duration at = random.nextBoolean() ? Duration.ZERO : moment(random);
            world.at(at, "the reply to a create is lost", () -> {
                Faults.Rule rule = world.simulator.faults().on("POST", CREATE);
                if (random.nextBoolean()) {
                    rule.closeAfterProcessing();
                } else {
                    int seconds = random.nextInt(random.nextBoolean() ? 110 : 1000);
                    world.note("carried out in " + seconds + " s");
                    world.restlessFor(Duration.ofSeconds(seconds));
                    rule.processedLate(Duration.ofSeconds(seconds));
                }
            });
        }
    },
    OUTAGE(2) {
        @Override
        void plan(World world, RandomGenerator random) {
            Duration length = Duration.ofSeconds(random.nextInt(random.nextInt(4) == 0 ? 1500 : 120));
            boolean page = random.nextBoolean();
            world.at(moment(random), "an outage of " + length, () -> {
                world.restlessFor(length);
                if (page) {
                    world.simulator.faults().downFor(length);
                } else {
                    world.simulator.faults().unreachableFor(length);
                }
            });
        }
    },
    /** No trouble as a rule. */
    LOOKS(12) {
        @Override
        void plan(World world, RandomGenerator random) {
            world.at(moment(random), "somebody looks", () -> world.lookAtSome(random));
        }
    },
    SLOW(1) {
        @Override
        void plan(World world, RandomGenerator random) {
            Duration latency = Duration.ofMillis(random.nextInt(20_000));
            Duration length = Duration.ofSeconds(random.nextInt(300));
            world.at(moment(random), "answers take " + latency, () -> {
                world.latency = latency;
                world.in(length, "answers come fast again", () -> world.latency = Duration.ofMillis(50));
            });
        }
    },
    KILL(3) {
        @Override
        void plan(World world, RandomGenerator random) {
            killed(world, random, false);
        }
    },
    POWER(1) {
        @Override
        void plan(World world, RandomGenerator random) {
            killed(world, random, true);
        }
    },
    RESTART(1) {
        @Override
        void plan(World world, RandomGenerator random) {
            Duration downtime = downtime(random);
            world.at(moment(random), "the controller goes down", () -> world.restart(downtime));
        }
    },
    DISK_FULL(2) {
        @Override
        void plan(World world, RandomGenerator random) {
            Duration length = Duration.ofSeconds(random.nextInt(random.nextBoolean() ? 20 : 300));
            world.at(moment(random), "the disk is full", () -> {
                world.diskFull = true;
                world.in(length, "there is room on the disk", () -> world.diskFull = false);
            });
        }
    },
    CLOCK(1) {
        @Override
        void plan(World world, RandomGenerator random) {
            Duration by = Duration.ofSeconds(random.nextInt(-8000, 8000));
            world.at(moment(random), "the clock is set by " + by, () -> world.setWall(by));
        }
    },
    /** Somebody cancels the job, or a host of it, on the pages of Foreman. */
    OPERATOR(1) {
        @Override
        void plan(World world, RandomGenerator random) {
            boolean force = random.nextInt(3) == 0;
            boolean whole = random.nextBoolean();
            world.at(moment(random), "an operator cancels " + (whole ? "a job" : "a host"), () -> {
                SimJobInvocation job = world.anyJob(random);
                if (job == null) {
                    return;
                }
                if (whole) {
                    world.cancelledByOperator(job);
                    job.cancelAsOperator(force);
                } else if (!job.hosts().isEmpty()) {
                    job.cancelAsOperator(any(job.hosts(), random), force);
                }
            });
        }
    },
    /** The task of a job pauses, as when the executors are restarted, and goes on after a while. */
    PAUSE(1) {
        @Override
        void plan(World world, RandomGenerator random) {
            Duration length = Duration.ofSeconds(random.nextInt(300));
            world.at(moment(random), "a job pauses for " + length, () -> {
                SimJobInvocation job = world.anyJob(random);
                if (job != null && !job.stopped()) {
                    job.pause();
                    world.in(length, "it goes on", job::resume);
                }
            });
        }
    },
    /** A host is deleted, hidden from the user, or said to be Foreman's own, perhaps between two pages of a list. */
    HOST(2) {
        @Override
        void plan(World world, RandomGenerator random) {
            int what = random.nextInt(4);
            boolean inList = random.nextBoolean();
            Runnable act = () -> {
                SimHost host = world.anyHost(random);
                if (host == null) {
                    return;
                }
                world.troubled(host);
                switch (what) {
                    case 0 -> world.simulator.fleet().remove(host.name());
                    case 1 -> host.hideFrom("rexmanager");
                    case 2 -> {
                        host.hideFrom("rexmanager");
                        world.in(Duration.ofSeconds(30), host + " is shown again", () -> host.showTo("rexmanager"));
                    }
                    default -> host.infrastructure(true);
                }
            };
            world.at(moment(random), "a host is deleted or hidden", () -> {
                if (inList) {
                    world.simulator
                            .faults()
                            .on("*", "/api/job_invocations/*/hosts")
                            .skip(random.nextInt(3))
                            .after(act);
                } else {
                    act.run();
                }
            });
        }
    },
    /** The smart proxy goes away and forgets what it ran; an operator cleans up later. */
    PROXY(1) {
        @Override
        void plan(World world, RandomGenerator random) {
            if (random.nextInt(3) != 0) {
                return;
            }
            Duration length = Duration.ofSeconds(random.nextInt(200));
            Duration cleanUp = Duration.ofMinutes(5 + random.nextInt(15));
            world.at(moment(random), "the smart proxy goes down", () -> {
                world.simulator.fleet().smartProxy().goDown(world.clock);
                world.in(length, "it comes back", world.simulator.fleet().smartProxy()::comeBack);
                world.in(cleanUp, "an operator cleans up", world::cancelAll);
            });
        }
    },
    /** Somebody runs it again on the hosts that did not succeed. */
    RERUN(1) {
        @Override
        void plan(World world, RandomGenerator random) {
            World.Watched run = world.runs.get(random.nextInt(world.runs.size()));
            run.again = Duration.ofSeconds(random.nextInt(300));
        }
    },
    /** The job of a run gets another name. */
    MOVE(1) {
        @Override
        void plan(World world, RandomGenerator random) {
            if (random.nextBoolean()) {
                return;
            }
            World.Watched run = world.runs.get(random.nextInt(world.runs.size()));
            Duration heard = Duration.ofMillis(random.nextInt(3_000));
            world.at(moment(random), "the job of run " + run.number + " moves", () -> world.move(run, heard));
        }
    },
    ABORT(1) {
        @Override
        void plan(World world, RandomGenerator random) {
            if (random.nextBoolean()) {
                return;
            }
            World.Watched run = world.runs.get(random.nextInt(world.runs.size()));
            world.at(moment(random), "an abort of run " + run.number, run::abort);
        }
    };

    private static final String CREATE = "/api/job_invocations";

    private static final String[] PATHS = {
        "/api/job_invocations/*",
        "/api/job_invocations/*/hosts",
        "/api/job_invocations/*/outputs",
        CREATE,
        "/api/**",
        "/**"
    };

    private final int most;

    Trouble(int most) {
        this.most = most;
    }

    /** How often it happens; in half of all worlds not at all. */
    int times(RandomGenerator random) {
        return random.nextBoolean() ? 0 : 1 + random.nextInt(most);
    }

    abstract void plan(World world, RandomGenerator random);

    private static Duration moment(RandomGenerator random) {
        return Duration.ofMillis(random.nextInt(random.nextInt(3) == 0 ? 600_000 : 90_000));
    }

    private static Duration downtime(RandomGenerator random) {
        return Duration.ofSeconds(random.nextInt(random.nextInt(3) == 0 ? 900 : 20));
    }

    private static void killed(World world, RandomGenerator random, boolean power) {
        Duration downtime = downtime(random);
        int acts = 1 + random.nextInt(60);
        world.at(
                random.nextInt(4) == 0 ? Duration.ZERO : moment(random),
                (power ? "the power goes in " : "a kill in ") + acts + " acts",
                () -> world.killAfter(acts, power, downtime));
    }

    private static <T> T any(List<T> all, RandomGenerator random) {
        return all.get(random.nextInt(all.size()));
    }

    private static String oddly(Faults.Rule rule, RandomGenerator random) {
        int kind = random.nextInt(14);
        switch (kind) {
            case 0 -> rule.redirect("https://sorry.example.com/");
            case 1 -> rule.status(200);
            case 2 -> rule.text(404, "text/plain", "default backend - 404\n");
            case 3 -> rule.text(403, "text/html", "<html>Forbidden</html>");
            case 4 -> rule.text(413, "text/html", "<html>Too large</html>");
            case 5 -> rule.json(200, "{\"status\":\"ok\"}");
            case 6 -> rule.truncatedJson();
            case 7 -> rule.internalServerError();
            case 8 -> rule.status(502 + random.nextInt(3));
            case 9 -> rule.retryAfter(random.nextInt(200));
            case 10 -> rule.closeBeforeProcessing();
            case 11 -> rule.closeAfterProcessing();
            case 12 -> rule.cutBody();
            default -> rule.empty401();
        }
        return "kind " + kind;
    }
}
