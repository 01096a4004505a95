package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Output as files, written as they are read, whatever their size. */
final class Downloads {

    private final RunsView view;

    Downloads(@NonNull RunsView view) {
        this.view = view;
    }

    /** One host's output as it was recorded, control sequences included; or a zip of all that the filter lets through. */
    @NonNull
    PageReply reply(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        if (request.text("host") != null) {
            ViewedHost host = view.host(HostFilter.scope(request), request.number("host"));
            return PageReply.download("text/plain;charset=utf-8", host.row().name() + ".txt", out -> write(host, out));
        }
        List<ViewedHost> hosts = view.hosts(HostFilter.of(request));
        return PageReply.download("application/zip", "output.zip", out -> zip(hosts, out));
    }

    private static void zip(List<ViewedHost> hosts, OutputStream out) throws IOException {
        ZipOutputStream zip = archive(out);
        entries(hosts, zip);
        zip.finish();
    }

    @NonNull
    static ZipOutputStream archive(@NonNull OutputStream out) {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.setLevel(Deflater.BEST_SPEED);
        return zip;
    }

    /** Adds a file for each host. */
    static void entries(@NonNull List<ViewedHost> hosts, @NonNull ZipOutputStream zip) throws IOException {
        for (ViewedHost host : hosts) {
            // The id keeps apart what the cleaned names no longer do.
            String name =
                    PageReply.safeFileName(host.row().name()) + "-" + host.row().id();
            ZipEntry entry = new ZipEntry("output/" + name + ".txt");
            Instant endedAt = host.row().endedAt();
            if (endedAt != null) {
                entry.setTime(endedAt.toEpochMilli());
            }
            zip.putNextEntry(entry);
            write(host, zip);
            zip.closeEntry();
        }
    }

    private static void write(ViewedHost host, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        host.attempt().record().forEachChunk(host.row().id(), 0, chunk -> {
            writer.write(chunk.text());
            return true;
        });
        writer.flush();
    }
}
