package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Mask;
import io.jenkins.plugins.foreman.record.JobFacts;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Values of inputs that a person has typed for a rerun, in the place of those of the last run. */
final class ChangedInputs {

    private static final String PREFIX = "input:";
    private static final int LONGEST = 65_536;

    private final RunsView view;

    ChangedInputs(@NonNull RunsView view) {
        this.view = view;
    }

    /**
     * By the names of inputs, from the parameters {@code input:NAME}.
     *
     * @throws PageRequest.BadRequest for what the job has not, what is too long, and for a value that is the one shown in
     *     part: nobody was shown what the stars in it stand for
     */
    @NonNull
    Map<String, String> of(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        Map<String, String> inputs = new HashMap<>();
        for (Map.Entry<String, String> param : request.params().entrySet()) {
            if (param.getKey().startsWith(PREFIX)) {
                String name = param.getKey().substring(PREFIX.length());
                check(name, param.getValue(), new PageTexts(request.locale()));
                inputs.put(name, param.getValue());
            }
        }
        return inputs;
    }

    private void check(String name, String value, PageTexts texts) throws IOException, PageRequest.BadRequest {
        JobFacts.Input input = known(view.attempts()).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new PageRequest.BadRequest(texts.get("act.inputs.unknown", name)));
        if (value.length() > LONGEST) {
            throw new PageRequest.BadRequest(texts.get("act.inputs.tooLong", name, LONGEST));
        }
        String shown = input.isHidden() ? null : input.value();
        if (shown != null && shown.contains(Mask.STARS) && value.contains(Mask.STARS)) {
            throw new PageRequest.BadRequest(texts.get("act.inputs.stars", name));
        }
    }

    /** The inputs of the last attempt that Foreman has told of. */
    private static List<JobFacts.Input> known(List<ViewedAttempt> attempts) {
        ViewedAttempt last = JobData.last(attempts);
        JobFacts facts = last == null ? null : last.head().facts();
        return facts == null ? List.of() : facts.inputs();
    }
}
