package house;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/// On a class that mostly waits for servers and programs that it has started: it runs beside the
/// classes without this mark and beside others with it. Its own methods take turns. Never more than
/// three tests run at a time; `tests` says so to JUnit.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(providers = Waiting.Turns.class)
public @interface Waiting {
  /// A lock of each class's own: without one its methods would run beside each other.
  final class Turns implements ResourceLocksProvider {
    @Override
    public Set<Lock> provideForClass(Class<?> test) {
      return Set.of(new Lock(test.getName()));
    }
  }
}
