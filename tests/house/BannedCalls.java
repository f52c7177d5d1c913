package house;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/// Calls that make a result depend on what nobody chose: the wall clock, an unseeded random number,
/// the reader's locale, a sleep, what a script kept of an earlier run. Each complaint names what to
/// use instead.
final class BannedCalls implements Rule {
  private static final Set<String> TIME_UNITS =
      Set.of("NANOSECONDS", "MICROSECONDS", "MILLISECONDS", "SECONDS", "MINUTES");
  // Conversions that print the same bytes in every locale.
  private static final Pattern PLAIN = Pattern.compile("%(\\d+\\$)?-?\\d*[sSbBcCxXhH]|%n|%%");

  @Override
  public List<String> complaints(House house) {
    List<String> complaints = new ArrayList<>();
    for (JavaFile file : house.java()) new Scanner(file, complaints).scan(file.unit(), null);
    return complaints;
  }

  private static final class Scanner extends TreePathScanner<Void, Void> {
    private final JavaFile file;
    private final List<String> complaints;

    Scanner(JavaFile file, List<String> complaints) {
      this.file = file;
      this.complaints = complaints;
    }

    private void refuse(Tree tree, String call, String instead) {
      complaints.add(file.at(tree) + ": " + call + "; " + instead);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
      if (call.getMethodSelect() instanceof MemberSelectTree select) {
        String name = select.getIdentifier().toString();
        String target = simpleName(select.getExpression());
        if (file.isTest()) {
          checkTest(call, target, name);
        } else {
          checkLocale(call, select.getExpression(), target, name);
        }
        if (inKit()) checkChance(call, target, name, call.getArguments().size());
      }
      return super.visitMethodInvocation(call, nothing);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree reference, Void nothing) {
      String name = reference.getName().toString();
      boolean casing = name.equals("toUpperCase") || name.equals("toLowerCase");
      if (casing && !file.isTest()) refuse(reference, "::" + name, "use a lambda with Locale.ROOT");
      return super.visitMemberReference(reference, nothing);
    }

    @Override
    public Void visitNewClass(NewClassTree made, Void nothing) {
      String type = made.getIdentifier().toString();
      boolean bare = made.getArguments().isEmpty();
      if (inKit() && bare && Set.of("Random", "SplittableRandom").contains(type)) {
        refuse(made, "new " + type + "() has no seed", "take the generator as a parameter");
      }
      if (!file.isTest() && type.equals("DecimalFormat") && made.getArguments().size() < 2) {
        refuse(
            made, "new DecimalFormat without symbols", "add DecimalFormatSymbols of Locale.ROOT");
      }
      return super.visitNewClass(made, nothing);
    }

    @Override
    public Void visitVariable(VariableTree variable, Void nothing) {
      boolean fills =
          variable.getInitializer() instanceof NewClassTree made
              && made.getArguments().isEmpty()
              && made.getIdentifier().getKind() == Tree.Kind.PARAMETERIZED_TYPE;
      boolean isStatic = variable.getModifiers().getFlags().contains(Modifier.STATIC);
      if (isStatic && fills && !file.isTest() && file.packageName().isEmpty()) {
        refuse(variable, variable.getName() + " outlives a run", "make it in the plan");
      }
      return super.visitVariable(variable, nothing);
    }

    private boolean inKit() {
      return !file.isTest() && file.packageName().startsWith("kit");
    }

    private void checkTest(MethodInvocationTree call, String target, String name) {
      boolean sleeps =
          name.equals("sleep") && (target.equals("Thread") || TIME_UNITS.contains(target));
      if (sleeps) {
        refuse(
            call,
            target + ".sleep in a test",
            "wait for what must happen: a latch, a line, a file");
      }
    }

    private void checkChance(MethodInvocationTree call, String target, String name, int arguments) {
      boolean clock = "System".equals(target) && name.equals("currentTimeMillis");
      boolean now =
          name.equals("now") && arguments == 0 && target.matches("Instant|\\w*Date\\w*|\\w*Time");
      if (clock || now) refuse(call, target + "." + name, "take a java.time.Clock as a parameter");
      boolean chance =
          "Math".equals(target) && name.equals("random")
              || "ThreadLocalRandom".equals(target) && name.equals("current");
      if (chance) refuse(call, target + "." + name, "take a seeded generator as a parameter");
    }

    private void checkLocale(
        MethodInvocationTree call, ExpressionTree receiver, String target, String name) {
      List<? extends ExpressionTree> arguments = call.getArguments();
      switch (name) {
        case "toUpperCase", "toLowerCase" -> {
          boolean character = "Character".equals(target);
          if (arguments.isEmpty() && !character) refuse(call, name + "()", "pass Locale.ROOT");
        }
        case "format", "printf" -> {
          boolean formats = name.equals("printf") || "String".equals(target);
          ExpressionTree first = arguments.isEmpty() ? null : arguments.getFirst();
          if (formats && first != null && !isLocale(first) && !isPlain(first)) {
            refuse(call, name + " without a locale", "pass Locale.ROOT first");
          }
        }
        case "formatted" -> {
          if (!isPlain(receiver)) {
            refuse(
                call,
                "formatted() with numbers",
                "write %s for them, or pass Locale.ROOT to format");
          }
        }
        case "ofPattern" -> {
          if (arguments.size() == 1) refuse(call, "ofPattern without a locale", "add Locale.ROOT");
        }
        default -> {}
      }
    }

    private static boolean isLocale(ExpressionTree argument) {
      return argument.toString().matches("(java\\.util\\.)?Locale\\..*|locale");
    }

    /// Whether a format prints the same everywhere: its text is known here, and converts nothing
    /// but plain text.
    private boolean isPlain(ExpressionTree format) {
      return switch (format) {
        case null -> false;
        case LiteralTree literal -> isPlain(String.valueOf(literal.getValue()));
        case ParenthesizedTree inner -> isPlain(inner.getExpression());
        case BinaryTree sum -> isPlain(sum.getLeftOperand()) && isPlain(sum.getRightOperand());
        case IdentifierTree name -> isPlain(file.constants().get(name.getName().toString()));
        default -> false;
      };
    }

    private static boolean isPlain(String format) {
      return !PLAIN.matcher(format).replaceAll("").contains("%");
    }

    private static String simpleName(ExpressionTree expression) {
      return switch (expression) {
        case IdentifierTree identifier -> identifier.getName().toString();
        case MemberSelectTree select -> select.getIdentifier().toString();
        default -> "";
      };
    }
  }
}
