package house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import javax.lang.model.element.Modifier;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// A Java file as the JDK's own parser sees it.
///
/// @param path from the project's root
record JavaFile(String path, String text, CompilationUnitTree unit, Trees trees) {

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String path, String text) {
      super(URI.create("string:///" + path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /// Parses the Java files among these texts; compiles nothing.
  static List<JavaFile> parse(SortedMap<String, String> texts) {
    List<Source> sources = new ArrayList<>();
    texts.forEach(
        (path, text) -> {
          if (path.endsWith(".java")) sources.add(new Source(path, text));
        });
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problem -> {}, List.of("-proc:none"), null, sources);
    Trees trees = Trees.instance(task);
    List<JavaFile> files = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        String path = unit.getSourceFile().getName().substring(1);
        files.add(new JavaFile(path, texts.get(path), unit, trees));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  boolean isTest() {
    return path.startsWith("tests/");
  }

  boolean isPackageInfo() {
    return path.endsWith("package-info.java");
  }

  String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// The folder, with a `/` at its end; empty for the root.
  String folder() {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /// The package; empty for a script.
  String packageName() {
    return unit.getPackageName() == null ? "" : unit.getPackageName().toString();
  }

  /// The names after `import`, static ones without their member.
  List<String> imports() {
    return unit.getImports().stream()
        .map(
            imported -> {
              String name = imported.getQualifiedIdentifier().toString();
              return imported.isStatic() ? name.substring(0, name.lastIndexOf('.')) : name;
            })
        .toList();
  }

  /// The values of a JBang directive, such as `SOURCES`.
  List<String> directive(String name) {
    String head = "//" + name + " ";
    return text.lines()
        .filter(line -> line.startsWith(head))
        .map(line -> line.substring(head.length()).strip())
        .toList();
  }

  /// `path:line` of a tree in this file.
  String at(Tree tree) {
    return path + ":" + lineOf(trees.getSourcePositions().getStartPosition(unit, tree));
  }

  /// How many lines a tree takes.
  long linesOf(Tree tree) {
    return lineOf(trees.getSourcePositions().getEndPosition(unit, tree))
        - lineOf(trees.getSourcePositions().getStartPosition(unit, tree))
        + 1;
  }

  private long lineOf(long position) {
    return position < 0 ? 1 : unit.getLineMap().getLineNumber(position);
  }

  boolean hasDoc(Tree tree) {
    return trees.getDocComment(TreePath.getPath(unit, tree)) != null;
  }

  /// Types that other packages can see: public, in nothing but public types.
  List<ClassTree> publicTypes() {
    List<ClassTree> found = new ArrayList<>();
    for (Tree type : unit.getTypeDecls()) collectPublic(type, false, found);
    return found;
  }

  private static void collectPublic(Tree tree, boolean inInterface, List<ClassTree> found) {
    if (!(tree instanceof ClassTree type)) return;
    if (!inInterface && !type.getModifiers().getFlags().contains(Modifier.PUBLIC)) return;
    found.add(type);
    boolean isInterface =
        type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE;
    for (Tree member : type.getMembers()) collectPublic(member, isInterface, found);
  }

  /// The members of every type in this file, all by their simple names: methods, fields, constants,
  /// components of records.
  Map<String, Set<String>> members() {
    Map<String, Set<String>> found = new HashMap<>();
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitClass(ClassTree type, Void nothing) {
        Set<String> names =
            found.computeIfAbsent(type.getSimpleName().toString(), name -> new HashSet<>());
        for (Tree member : type.getMembers()) {
          if (member instanceof MethodTree method) names.add(method.getName().toString());
          if (member instanceof VariableTree field) names.add(field.getName().toString());
        }
        return super.visitClass(type, nothing);
      }
    }.scan(unit, null);
    return found;
  }

  /// All methods in this file, those of local and anonymous classes too.
  List<MethodTree> methods() {
    List<MethodTree> found = new ArrayList<>();
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitMethod(MethodTree method, Void nothing) {
        found.add(method);
        return super.visitMethod(method, nothing);
      }
    }.scan(unit, null);
    return found;
  }

  /// What the fields and variables that are final here are set to, by their simple names.
  Map<String, ExpressionTree> constants() {
    Map<String, ExpressionTree> found = new HashMap<>();
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitVariable(VariableTree variable, Void nothing) {
        boolean isFinal = variable.getModifiers().getFlags().contains(Modifier.FINAL);
        if (isFinal && variable.getInitializer() != null) {
          found.put(variable.getName().toString(), variable.getInitializer());
        }
        return super.visitVariable(variable, nothing);
      }
    }.scan(unit, null);
    return found;
  }
}
