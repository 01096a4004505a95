package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.News;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The words of the build log for what happens to a run. What a server said is made harmless here. */
final class NewsText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss z", Locale.ROOT);

    private NewsText() {}

    /** @param head of the run that the news is of */
    @NonNull
    static String of(@NonNull News news, @NonNull RunHead head) {
        List<String> facts = news.facts();
        String first = facts.get(0);
        return switch (news.kind()) {
            case CREATED -> {
                String title = title(first, head);
                yield Messages.ConsoleOutput_created(first + (title.isEmpty() ? "" : " (" + title + ")"), facts.get(1));
            }
            case SCHEDULED ->
                Messages.ConsoleOutput_scheduled(
                        TIME.format(Instant.parse(first).atZone(ZoneId.systemDefault())));
            case DEGRADED -> Messages.ConsoleOutput_degraded(HostText.plain(first), duration(facts.get(1)));
            case RECOVERED -> Messages.ConsoleOutput_recovered(duration(first));
            case MESSAGE -> Messages.ConsoleOutput_message(HostText.plain(first));
            case RETRYING -> {
                int hosts = Integer.parseInt(facts.get(1));
                yield Messages.ConsoleOutput_retrying(
                        hosts, duration(first), Wording.names(facts.subList(2, facts.size()), hosts));
            }
        };
    }

    private static String title(String id, RunHead head) {
        return head.attempts().stream()
                .filter(attempt -> id.equals(String.valueOf(attempt.invocationId())))
                .map(attempt -> HostText.plain(attempt.title()))
                .findFirst()
                .orElse("");
    }

    private static String duration(String seconds) {
        return Wording.duration(Duration.ofSeconds(Long.parseLong(seconds)));
    }
}
