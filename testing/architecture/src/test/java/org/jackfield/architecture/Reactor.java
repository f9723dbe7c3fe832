package org.jackfield.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** What this build ships, read from the module lists of its poms: a new module is under the rules without being named here. */
final class Reactor {
    private static final String NEVER_SHIPPED = "testing";

    private final Path root;

    private Reactor(Path root) {
        this.root = root;
    }

    /** The reactor around the working directory. */
    static Reactor here() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve(".mvn"))) {
            directory = Optional.ofNullable(directory.getParent()).orElseThrow(() -> new IllegalStateException(
                    "no folder above has a .mvn"));
        }
        return new Reactor(directory);
    }

    Path root() {
        return root;
    }

    /** All artifacts a user can get, in reactor order; a module that has no code yet is not among them. */
    List<Artifact> shipped() {
        var artifacts = new ArrayList<Artifact>();
        for (Path directory : directories()) {
            Element pom = pom(directory);
            if (child(pom, "packaging").map(Node::getTextContent).orElse("jar").equals("jar") && hasCode(directory)) {
                artifacts.add(artifact(directory, pom));
            }
        }
        return List.copyOf(artifacts);
    }

    /** All module directories outside testing, poms of groups included. */
    List<Path> directories() {
        var found = new ArrayList<Path>();
        collect(root, found);
        return List.copyOf(found);
    }

    private void collect(Path directory, List<Path> found) {
        if (directory.equals(root.resolve(NEVER_SHIPPED))) return;
        found.add(directory);
        child(pom(directory), "modules").stream().flatMap(modules -> children(modules).stream())
                .forEach(module -> collect(directory.resolve(module.getTextContent().strip()), found));
    }

    private static boolean hasCode(Path directory) {
        return Files.isDirectory(directory.resolve("src/main/java"));
    }

    private static Artifact artifact(Path directory, Element pom) {
        String id = text(pom, "artifactId");
        String version = child(pom, "version").map(Node::getTextContent).orElseGet(() -> text(child(pom, "parent").orElseThrow(),
                "version"));
        Path jar = directory.resolve("target").resolve(id + "-" + version + ".jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: run with -am, and name " + id + " in testing/architecture/pom.xml");
        }
        return Artifact.of(directory, jar, version);
    }

    private static Element pom(Path directory) {
        try {
            return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(directory.resolve("pom.xml").toFile())
                    .getDocumentElement();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("not a pom: " + directory, e);
        }
    }

    private static String text(Element parent, String name) {
        return child(parent, name).orElseThrow(() -> new IllegalStateException("no " + name + " in " + parent.getBaseURI()))
                .getTextContent().strip();
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent).stream().filter(element -> element.getTagName().equals(name)).findFirst();
    }

    private static List<Element> children(Element parent) {
        var elements = new ArrayList<Element>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) elements.add(element);
        }
        return elements;
    }
}
