///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DESCRIPTION run the tests, all or those whose name starts as you say
//SOURCES **/*.java
//SOURCES ../environment/agents/package-info.java
//SOURCES ../environment/batcher/package-info.java
//SOURCES ../environment/bench/package-info.java
//SOURCES ../environment/chain/package-info.java
//SOURCES ../environment/http/package-info.java
//SOURCES ../environment/journal/package-info.java
//SOURCES ../environment/kafkabroker/package-info.java
//SOURCES ../environment/ledger/package-info.java
//SOURCES ../environment/ledgerserver/package-info.java
//SOURCES ../environment/market/package-info.java
//SOURCES ../environment/merchant/package-info.java
//SOURCES ../environment/peers/package-info.java
//SOURCES ../environment/postgres/package-info.java
//SOURCES ../environment/runtime/package-info.java
//SOURCES ../environment/sandbox/package-info.java
//SOURCES ../environment/sandboxchicory/package-info.java
//SOURCES ../environment/sequencer/package-info.java
//SOURCES ../environment/sequencerpostgres/package-info.java
//SOURCES ../environment/sinkkafka/package-info.java
//SOURCES ../environment/sinkpostgres/package-info.java
//SOURCES ../environment/sinkredis/package-info.java
//SOURCES ../environment/sinkwebsocket/package-info.java
//SOURCES ../environment/transport/package-info.java
//SOURCES ../environment/websocket/package-info.java
//SOURCES ../labs/agents/package-info.java
//SOURCES ../labs/batcher/package-info.java
//SOURCES ../labs/batchersinks/package-info.java
//SOURCES ../labs/kit/package-info.java
//SOURCES ../labs/ledger/package-info.java
//SOURCES ../labs/notebook/package-info.java
//SOURCES ../labs/sandbox/package-info.java
//SOURCES ../labs/sequencer/package-info.java
//SOURCES ../labs/transport/package-info.java
//SOURCES ../labs/transportloss/package-info.java
//SOURCES ../tools/charts/package-info.java
//SOURCES ../tools/doctor/package-info.java
//SOURCES ../tools/exports/package-info.java
//SOURCES ../tools/figures/package-info.java
//SOURCES ../tools/judge/package-info.java
//SOURCES ../tools/lab/package-info.java
//SOURCES ../tools/package-info.java
//SOURCES ../tools/report/package-info.java
//DEPS org.junit.platform:junit-platform-launcher:1.14.3
//DEPS org.junit.jupiter:junit-jupiter:5.14.3
//DEPS net.jqwik:jqwik:1.9.3
//DEPS com.networknt:json-schema-validator:1.5.9
//JAVA_OPTIONS -XX:+UseSerialGC
//JAVA_OPTIONS --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import house.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.ClassOrderer.OrderAnnotation;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runtime.ExitStatus;
import runtime.Program;
import tools.ClassArchive;

/// Runs every class named `...Test` that was compiled with this script, JUnit's and jqwik's alike.
@Command(
    name = "./jbang test",
    description = "Runs the tests. Status 0 only when some ran and none failed.")
class tests extends Program {
  @Parameters(
      paramLabel = "PREFIX",
      description =
          "only tests whose name starts so: package, Class or package.Class, and #method if you"
              + " like")
  List<String> prefixes = List.of();

  @Option(
      names = "--fast",
      description = "without the classes tagged slow: crashes, servers, containers, whole labs")
  boolean fast;

  @Option(names = "--list", description = "print the tests' names and run none")
  boolean list;

  // jqwik would say at each start that its database of earlier runs is off; held, so that it stays.
  private static final Logger JQWIK = Logger.getLogger("net.jqwik");

  static void main(String[] args) {
    JQWIK.setLevel(Level.WARNING);
    new tests().run(args);
  }

  @Override
  public Integer call() throws Exception {
    Path classes = Path.of(tests.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    LauncherDiscoveryRequestBuilder wanted =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClasspathRoots(Set.of(classes)))
            .filters(includeClassNamePatterns(".*Test(\\$.*)?"), selection())
            .configurationParameter("jqwik.database", "")
            .configurationParameter("jqwik.reporting.onlyfailures", "true")
            .configurationParameter("jqwik.reporting.usejunitplatform", "true")
            .configurationParameter("junit.jupiter.execution.timeout.default", "15 m")
            // Only what is marked as waiting runs beside the rest, what takes longest first.
            .configurationParameter(
                "junit.jupiter.testclass.order.default", OrderAnnotation.class.getName())
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "3")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.max-pool-size", "3");
    if (fast) {
      wanted.filters(TagFilter.excludeTags("slow"));
    }
    LauncherDiscoveryRequest request = wanted.build();
    Protocol protocol = new Protocol(System.out);
    TestPlan plan = LauncherFactory.create().discover(request);
    if (list) {
      plan.accept(
          new TestPlan.Visitor() {
            @Override
            public void visit(TestIdentifier test) {
              if (test.isTest()) System.out.println(Protocol.nameOf(test));
            }
          });
      return ExitStatus.DONE.code();
    }
    ClassArchive.use(prefixes.isEmpty());
    Runtime.getRuntime().addShutdownHook(new Thread(protocol::close, "protocol"));
    LauncherFactory.create().execute(plan, protocol);
    return (protocol.close() ? ExitStatus.DONE : ExitStatus.FAILED).code();
  }

  private PostDiscoveryFilter selection() {
    return test ->
        FilterResult.includedIf(
            prefixes.isEmpty()
                || test.getSource().filter(MethodSource.class::isInstance).isEmpty()
                || prefixes.stream().anyMatch(prefix -> startsWith(test, prefix)));
  }

  private static boolean startsWith(TestDescriptor test, String prefix) {
    String name = Protocol.nameOf(test.getSource().orElseThrow(), "");
    String withoutPackage = name.substring(name.lastIndexOf('.', name.indexOf('#')) + 1);
    return name.startsWith(prefix) || withoutPackage.startsWith(prefix);
  }
}
