package house;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;

/// On a class that starts scripts through JBang: two builds of one script at the same time write
/// into one folder of JBang's cache and break each other, so such classes take turns.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock("builds by JBang")
public @interface Building {}
