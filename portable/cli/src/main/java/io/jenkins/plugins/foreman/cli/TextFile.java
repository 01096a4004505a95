package io.jenkins.plugins.foreman.cli;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that an option names. */
final class TextFile {

    private TextFile() {}

    /** @throws IOException whose message says to people what is wrong with the file */
    @NonNull
    static String read(@NonNull Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IOException("There is no file " + file + ".", e);
        } catch (AccessDeniedException e) {
            throw new IOException("The file " + file + " may not be read.", e);
        } catch (CharacterCodingException e) {
            throw new IOException(
                    "The file " + file + " is not in UTF-8. Convert it, as with iconv -f ISO-8859-1 -t UTF-8.", e);
        } catch (IOException e) {
            String why = Files.isDirectory(file) ? "it is a directory" : e.getMessage();
            throw new IOException("The file " + file + " cannot be read: " + why + ".", e);
        }
    }
}
