///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES **/*Test.java
//SOURCES ../environment/runtime/package-info.java
//SOURCES ../labs/kit/package-info.java
//SOURCES ../environment/sequencer/package-info.java
//SOURCES ../environment/journal/package-info.java
//DEPS org.junit.platform:junit-platform-launcher:1.14.3
//DEPS org.junit.jupiter:junit-jupiter:5.14.3
//DEPS net.jqwik:jqwik:1.9.3
//DEPS com.networknt:json-schema-validator:1.5.9
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

class tests {
  static void main(String[] a) throws Exception {
    Path jar = Path.of(tests.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var req =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClasspathRoots(Set.of(jar)))
            .filters(includeClassNamePatterns(a.length == 0 ? ".*Test" : ".*" + a[0] + ".*Test"))
            .build();
    var l = new SummaryGeneratingListener();
    LauncherFactory.create().execute(req, l);
    var s = l.getSummary();
    s.printFailuresTo(new PrintWriter(System.out), 20);
    System.out.println(
        s.getTestsSucceededCount() + " passed, " + s.getTestsFailedCount() + " failed");
    System.exit(s.getTestsFailedCount() == 0 && s.getTestsSucceededCount() > 0 ? 0 : 1);
  }
}
