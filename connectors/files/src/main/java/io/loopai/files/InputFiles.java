package io.loopai.files;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * The files that one input stands for: itself, those below a folder, or those that match a glob.
 *
 * @param input as the user wrote it, for messages
 * @param base absolute: the file or folder, or the folder that the glob starts from
 * @param glob what paths below {@code base} must look like, or null
 * @param leftOut real paths of folders that are not entered
 */
record InputFiles(String input, String base, String glob, List<String> leftOut)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Set<String> UNFINISHED = Set.of("tmp", "part", "inprogress", "crdownload");

    /** Finds out what the input is; {@link #list} then finds the files. */
    static InputFiles of(String input) {
        if (input.isBlank()) {
            throw new InputFilesException(
                    "an input is blank: name a file, a folder or a glob such as 'logs/*.log'");
        }
        if (input.matches("[A-Za-z][A-Za-z0-9+.-]+://.*") && !input.startsWith("file:")) {
            throw new InputFilesException(
                    ("input '%s': only paths and file: URIs can be read: mount the storage, or copy"
                                    + " the files first")
                            .formatted(input));
        }
        try {
            String path = input.startsWith("file:") ? URI.create(input).getPath() : input;
            return of(input, path);
        } catch (PatternSyntaxException e) {
            throw new InputFilesException(
                    "input '%s': not a glob: %s".formatted(input, e.getDescription()));
        } catch (IllegalArgumentException e) {
            throw new InputFilesException(
                    "input '%s': not a path: %s".formatted(input, e.getMessage()));
        }
    }

    private static InputFiles of(String input, String path) {
        Path file = absolute(path);
        if (Files.exists(file)) {
            if (!Files.isRegularFile(file) && !Files.isDirectory(file)) {
                throw new InputFilesException(
                        "input '%s': '%s' is neither a file nor a folder: copy its content to a file"
                                .formatted(input, file));
            }
            return new InputFiles(input, file.toString(), null, List.of());
        }
        int globStart = indexOfGlob(path);
        if (globStart < 0) {
            throw new InputFilesException(
                    "input '%s': no such file or folder (looked in %s)"
                            .formatted(input, file.getParent()));
        }
        int nameStart = path.lastIndexOf('/', globStart) + 1;
        Path base = absolute(path.substring(0, nameStart));
        String glob = path.substring(nameStart);
        if (!Files.isDirectory(base)) {
            throw new InputFilesException("input '%s': no such folder: %s".formatted(input, base));
        }
        matcher(glob);
        return new InputFiles(input, base.toString(), glob, List.of());
    }

    /**
     * Leaves these folders out, unless the input was named inside one of them.
     *
     * @throws InputFilesException if the input is all of one of them
     */
    InputFiles except(List<Path> folders) {
        Path start = real(Path.of(base));
        List<Path> above = new ArrayList<>();
        for (Path folder : folders) {
            Path real = real(folder);
            if (start.equals(real) && isUnbounded()) {
                throw new InputFilesException(
                        ("input '%s': is the folder %s, which this run writes to: name a folder"
                                        + " inside it, or keep the input elsewhere")
                                .formatted(input, folder));
            }
            if (!start.startsWith(real)) {
                above.add(real);
            }
        }
        return leavingOut(above);
    }

    /**
     * Leaves these folders out.
     *
     * @throws InputFilesException if the input was named inside one of them; a file only if it looks
     *     like one that a sink wrote
     */
    InputFiles neverFrom(List<Path> written) {
        Path start = real(Path.of(base));
        List<Path> real = written.stream().map(InputFiles::real).toList();
        boolean isOwnFile = !Files.isRegularFile(start) || JsonlSinks.isPart(start);
        for (int i = 0; i < real.size(); i++) {
            if (isOwnFile && start.startsWith(real.get(i))) {
                throw new InputFilesException(
                        ("input '%s': lies in %s, where this run writes, so it would read its own"
                                        + " output: name another input, or write to another folder")
                                .formatted(input, written.get(i)));
            }
        }
        return leavingOut(real);
    }

    private boolean isUnbounded() {
        return glob == null || glob.contains("**");
    }

    private InputFiles leavingOut(List<Path> folders) {
        Stream<String> added = folders.stream().map(Path::toString);
        List<String> all = Stream.concat(leftOut.stream(), added).distinct().toList();
        return new InputFiles(input, base, glob, all);
    }

    /** Without links, also for a folder that does not exist yet: its parents may be links. */
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException e) {
            Path parent = absolute.getParent();
            return parent == null ? absolute : real(parent).resolve(absolute.getFileName());
        }
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }

    private static int indexOfGlob(String path) {
        for (int i = 0; i < path.length(); i++) {
            if ("*?[{".indexOf(path.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static PathMatcher matcher(String glob) {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    }

    /**
     * The files that are there now, in the order of their names. Of a folder or glob only those
     * under their final names.
     */
    List<Path> list() throws IOException {
        Path start = Path.of(base);
        List<Path> found = new ArrayList<>();
        if (Files.isRegularFile(start)) {
            found.add(start);
        } else if (glob == null) {
            walk(start, Integer.MAX_VALUE, file -> true, found);
        } else {
            PathMatcher matcher = matcher(glob);
            int depth = glob.contains("**") ? Integer.MAX_VALUE : glob.split("/").length;
            walk(start, depth, file -> matcher.matches(start.relativize(file)), found);
        }
        Collections.sort(found);
        return found;
    }

    /**
     * The same, for an input that must be complete before the job starts.
     *
     * @throws InputFilesException if there is no file, or one that may not be read
     */
    List<Path> require() {
        List<Path> files;
        try {
            files = list();
        } catch (AccessDeniedException e) {
            throw mayNotRead(e.getFile());
        } catch (IOException e) {
            throw new InputFilesException("input '%s': cannot be listed: %s".formatted(input, e));
        }
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw mayNotRead(file.toString());
            }
        }
        if (files.isEmpty()) {
            throw new InputFilesException(
                    glob == null
                            ? ("input '%s': no files in folder %s (names that begin with '.' or '_' or"
                                            + " end in .tmp, .part, .inprogress or .crdownload do not"
                                            + " count)")
                                    .formatted(input, base)
                            : ("input '%s': no file matches '%s' in %s (to read all files below a"
                                            + " folder, name the folder)")
                                    .formatted(input, glob, base));
        }
        return files;
    }

    private InputFilesException mayNotRead(String file) {
        return new InputFilesException(
                "input '%s': user '%s' may not read %s: change its permissions"
                        .formatted(input, System.getProperty("user.name"), file));
    }

    private void walk(Path start, int depth, PathMatcher matcher, List<Path> found)
            throws IOException {
        List<Path> closed = leftOut.stream().map(Path::of).toList();
        Set<FileVisitOption> followLinks = Set.of(FileVisitOption.FOLLOW_LINKS);
        Files.walkFileTree(
                start,
                followLinks,
                depth,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) {
                        return folder.equals(start) || isFinished(folder) && !liesIn(closed, folder)
                                ? FileVisitResult.CONTINUE
                                : FileVisitResult.SKIP_SUBTREE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
                        if (a.isRegularFile() && isFinished(file) && matcher.matches(file)) {
                            found.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (e instanceof AccessDeniedException) {
                            throw e;
                        }
                        // A link that leads nowhere or round in a circle, or a file just removed.
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static boolean liesIn(List<Path> closed, Path folder) {
        if (closed.isEmpty()) {
            return false;
        }
        Path real = real(folder);
        return closed.stream().anyMatch(real::startsWith);
    }

    private static boolean isFinished(Path path) {
        String name = path.getFileName().toString();
        String end = name.substring(name.lastIndexOf('.') + 1);
        return !name.startsWith(".") && !name.startsWith("_") && !UNFINISHED.contains(end);
    }
}
