package io.jenkins.plugins.foreman.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunClaimTest {

    @Test
    void onlyOneOfManyWhoAskAtOnceHasARun() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger held = new AtomicInteger();
        CountDownLatch asked = new CountDownLatch(20);
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            for (int i = 0; i < 20; i++) {
                threads.execute(() -> {
                    try {
                        go.await();
                        RunClaim.of("contended");
                        held.incrementAndGet();
                    } catch (AbortException | InterruptedException e) {
                        // as all but one
                    } finally {
                        asked.countDown();
                    }
                });
            }
            go.countDown();
            asked.await();
        } finally {
            threads.shutdown();
        }
        assertThat(held).hasValue(1);
    }

    @Test
    void sameNameOtherJob() throws Exception {
        RunClaim old = RunClaim.of("old");
        assertThatThrownBy(() -> RunClaim.of("old")).isInstanceOf(AbortException.class);
        RunClaim.of("new").close();
        old.close();
        RunClaim.of("old").close();
    }
}
