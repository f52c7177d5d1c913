package house;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// On a class that mostly waits for servers and programs that it has started: it runs beside the
/// classes without this mark. Those with it take turns, their methods too, so that never more than
/// two tests run at a time.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the turn of those that wait")
public @interface Waiting {}
