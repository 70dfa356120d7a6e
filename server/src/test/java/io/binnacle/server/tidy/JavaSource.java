package io.binnacle.server.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;

/**
 * One Java file as it is measured.
 *
 * @param file relative to the project's root, with slashes
 * @param tests names of the test methods that stand in it
 */
record JavaSource(String file, int lines, List<Type> types, List<Method> methods, List<String> tests,
        boolean sleeps) {

    private static final Set<String> TEST_ANNOTATIONS = Set.of("Test", "ParameterizedTest", "RepeatedTest",
            "TestFactory");

    /** @param superclass its simple name; empty for none */
    record Type(String name, String superclass) {}

    /**
     * @param constructor whether it is one, of a class that is no record
     * @param lines from its annotations to its closing brace
     */
    record Method(String name, boolean constructor, int parameters, int lines) {}

    JavaSource {
        types = List.copyOf(types);
        methods = List.copyOf(methods);
        tests = List.copyOf(tests);
    }

    /** Parses all at once: the compiler's start is the larger part of the time. */
    static List<JavaSource> parse(Path root, List<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null,
                    manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            List<JavaSource> sources = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                Path path = Path.of(unit.getSourceFile().toUri());
                Measure measure = new Measure(unit, positions);
                measure.scan(unit, null);
                sources.add(new JavaSource(root.relativize(path).toString().replace('\\', '/'),
                        Files.readAllLines(path).size(), measure.types, measure.methods, measure.tests,
                        measure.sleeps));
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        String last = file.substring(file.lastIndexOf('/') + 1);
        return last.substring(0, last.length() - ".java".length());
    }

    boolean ofTests() {
        return file.contains("/src/test/");
    }

    private static final class Measure extends TreeScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<Type> types = new ArrayList<>();
        private final List<Method> methods = new ArrayList<>();
        private final List<String> tests = new ArrayList<>();
        private boolean sleeps;
        private final Deque<Tree.Kind> enclosing = new ArrayDeque<>();

        Measure(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            Tree parent = type.getExtendsClause();
            if (!type.getSimpleName().isEmpty()) {
                types.add(new Type(type.getSimpleName().toString(), parent == null ? "" : parent.toString()));
            }
            enclosing.push(type.getKind());
            super.visitClass(type, null);
            enclosing.pop();
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            boolean constructor = method.getReturnType() == null && enclosing.element() != Tree.Kind.RECORD;
            String name = method.getName().toString();
            methods.add(new Method(name, constructor, method.getParameters().size(), lines(method)));
            for (AnnotationTree annotation : method.getModifiers().getAnnotations()) {
                if (TEST_ANNOTATIONS.contains(annotation.getAnnotationType().toString())) {
                    tests.add(name);
                }
            }
            return super.visitMethod(method, null);
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree select, Void nothing) {
            String text = select.getIdentifier().toString().toLowerCase(Locale.ROOT);
            sleeps |= text.equals("sleep") && Set.of("Thread", "TimeUnit.SECONDS", "TimeUnit.MILLISECONDS")
                    .contains(select.getExpression().toString());
            return super.visitMemberSelect(select, null);
        }

        private int lines(Tree tree) {
            long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
            long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree));
            return (int) (last - first + 1);
        }
    }
}
