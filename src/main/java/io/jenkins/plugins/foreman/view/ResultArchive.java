package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The hosts of runs as files for a build: the tables and the output of each, as the page offers them. */
public final class ResultArchive {

    /** The folder with the output of the hosts. */
    public static final String OUTPUT = "output";

    /** What is there besides. */
    public static final List<String> TABLES = List.of("hosts.csv", "hosts.json");

    private ResultArchive() {}

    /**
     * Writes a zip as it is read, whatever its size. No name in it leads out of it, and no two are the same.
     *
     * @param out left open
     */
    public static void write(@NonNull RunsView view, @NonNull OutputStream out) throws IOException {
        TableExports tables = new TableExports(view);
        PageRequest everything = new PageRequest(Map.of(), Locale.ROOT, null);
        ZipOutputStream zip = Downloads.archive(out);
        try {
            entry("hosts.csv", tables.csv(everything), zip);
            entry("hosts.json", tables.json(everything), zip);
            // there also where no host has any output
            zip.putNextEntry(new ZipEntry(OUTPUT + "/"));
            zip.closeEntry();
            Downloads.entries(view.allHosts(HostFilter.everything(HostFilter.ALL)), zip);
        } catch (PageRequest.BadRequest e) {
            throw new IllegalStateException(e);
        }
        zip.finish();
    }

    private static void entry(String name, PageReply file, ZipOutputStream zip) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        PageReply.Body body = file.body();
        if (body != null) {
            body.writeTo(zip);
        }
        zip.closeEntry();
    }
}
