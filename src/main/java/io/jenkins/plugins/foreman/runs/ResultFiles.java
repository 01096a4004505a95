package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.TaskListener;
import io.jenkins.plugins.foreman.view.ResultArchive;
import io.jenkins.plugins.foreman.view.RunsView;
import io.jenkins.plugins.foreman.view.ViewedRun;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * Files in the workspace of a build with what became of the hosts of a run and of what it repeats, each as it was left
 * last. They are there as a whole: written beside their places first, then moved.
 */
public final class ResultFiles {

    private static final Logger LOGGER = Logger.getLogger(ResultFiles.class.getName());

    private static final String ARCHIVE = "results.zip";

    /** On no system a name of a file: what is special there, and what stands for another folder. */
    private static final Pattern NO_NAME = Pattern.compile("\\.\\.?|.*[. ]|.*[\\p{Cntrl}<>:\"|?*].*", Pattern.DOTALL);

    private ResultFiles() {}

    /**
     * Refuses what could not be done in the end, before there is a job.
     *
     * @param workspace null where the build has none
     * @throws AbortException with what a person has to change
     */
    public static void check(@NonNull JobDefinition definition, @CheckForNull FilePath workspace)
            throws AbortException {
        String folder = definition.getResults();
        if (folder != null) {
            if (workspace == null) {
                throw new AbortException(Messages.ResultFiles_noWorkspace(folder));
            }
            path(folder);
        }
    }

    /**
     * Writes them where the run's definition asks for it. What goes wrong is only said: the job has run.
     *
     * @param workspace null where there is none any more
     * @return path of the folder, null where it was not written
     */
    @CheckForNull
    public static String write(@NonNull BuildRun run, @CheckForNull FilePath workspace, @NonNull TaskListener listener)
            throws InterruptedException {
        String folder = run.definition().getResults();
        if (folder == null) {
            return null;
        }
        try {
            if (workspace == null) {
                throw new IOException(Messages.ResultFiles_workspaceGone());
            }
            FilePath written = write(run, workspace, path(folder));
            listener.getLogger().println(Messages.ResultFiles_written(written.getRemote()));
            return written.getRemote();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot write the result files of " + run.build());
            listener.getLogger().println(Messages.ResultFiles_failed(e.getMessage() == null ? e : e.getMessage()));
            return null;
        }
    }

    private static FilePath write(BuildRun run, FilePath workspace, String path)
            throws IOException, InterruptedException {
        workspace.mkdirs();
        if (!workspace.isDescendant(path)) {
            // as a repository may have one that somebody else writes to
            throw new IOException(Messages.ResultFiles_link(path));
        }
        FilePath folder = workspace.child(path);
        folder.mkdirs();
        FilePath fresh = folder.createTempDir("foreman", "tmp");
        Path archive = run.directory().resolve(ARCHIVE);
        try {
            archive(run, archive);
            new FilePath(archive.toFile()).unzip(fresh);
            List<String> names = new ArrayList<>(ResultArchive.TABLES);
            names.add(ResultArchive.OUTPUT);
            for (String name : names) {
                // a link is deleted itself, and so not followed either
                folder.child(name).deleteRecursive();
                fresh.child(name).renameTo(folder.child(name));
            }
        } finally {
            Files.deleteIfExists(archive);
            fresh.deleteRecursive();
        }
        return folder;
    }

    private static void archive(BuildRun run, Path file) throws IOException {
        List<ViewedRun> runs = new ArrayList<>();
        for (InvocationEntry entry :
                JobInvocationsAction.group(run.build(), run.entry().getName())) {
            runs.add(new ViewedRun(BuildRuns.get().record(run.build(), entry), null));
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            ResultArchive.write(new RunsView(() -> runs), out);
        }
    }

    /** A path below the workspace, with slashes between its parts. */
    @NonNull
    static String path(@NonNull String folder) throws AbortException {
        List<String> parts = new ArrayList<>();
        boolean absolute = folder.startsWith("/") || folder.startsWith("\\");
        for (String part : folder.split("[/\\\\]+")) {
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        if (absolute
                || parts.isEmpty()
                || parts.stream().anyMatch(part -> NO_NAME.matcher(part).matches())) {
            throw new AbortException(Messages.ResultFiles_badFolder(folder));
        }
        return String.join("/", parts);
    }
}
