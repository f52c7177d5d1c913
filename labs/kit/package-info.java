// The kit's module head: every script that measures names this one file as its source, and JBang
// follows the lists below. They are explicit, not globs, because a catalog that is used by URL
// cannot expand a glob; a test holds them equal to the tree.
//
//SOURCES figure/Audit.java
//SOURCES figure/Better.java
//SOURCES figure/Comparator.java
//SOURCES figure/CsvRow.java
//SOURCES figure/DatasetException.java
//SOURCES figure/Digits.java
//SOURCES figure/DocumentedFigures.java
//SOURCES figure/Expression.java
//SOURCES figure/ExpressionParser.java
//SOURCES figure/Figure.java
//SOURCES figure/FigureFile.java
//SOURCES figure/Interval.java
//SOURCES figure/Kind.java
//SOURCES figure/Place.java
//SOURCES figure/Relation.java
//SOURCES figure/Relations.java
//SOURCES figure/Standing.java
//SOURCES figure/Stated.java
//SOURCES figure/Tolerance.java
//SOURCES figure/Words.java
//SOURCES figure/package-info.java
//SOURCES figure/view/AuditPage.java
//SOURCES figure/view/FigureCard.java
//SOURCES figure/view/FigureExport.java
//SOURCES figure/view/FigureList.java
//SOURCES figure/view/FiguresCommand.java
//SOURCES figure/view/Filters.java
//SOURCES figure/view/Finding.java
//SOURCES figure/view/Findings.java
//SOURCES figure/view/Paper.java
//SOURCES figure/view/ResultFolder.java
//SOURCES figure/view/Ruling.java
//SOURCES figure/view/Rulings.java
//SOURCES figure/view/package-info.java
//SOURCES result/CheckRow.java
//SOURCES result/Documented.java
//SOURCES result/ExitRow.java
//SOURCES result/FigureRow.java
//SOURCES result/Limit.java
//SOURCES result/Metric.java
//SOURCES result/PeerRow.java
//SOURCES result/ProjectFacts.java
//SOURCES result/Proportion.java
//SOURCES result/Result.java
//SOURCES result/ResultJson.java
//SOURCES result/ResultStore.java
//SOURCES result/Role.java
//SOURCES result/RuntimeFacts.java
//SOURCES result/TrialRow.java
//SOURCES result/Verdict.java
//SOURCES result/package-info.java
//DEPS info.picocli:picocli:4.7.7
//DEPS com.fasterxml.jackson.core:jackson-databind:2.22.4
//DEPS org.apache.commons:commons-csv:1.14.1
//DEPS org.apache.commons:commons-statistics-inference:1.2
//DEPS org.hdrhistogram:HdrHistogram:2.2.2
//DEPS org.slf4j:slf4j-nop:2.0.17
//JAVA_OPTIONS --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow

/// The measuring kit. It knows no system: it is told what to start, when to measure and which
/// documented figure a metric answers, and it does everything that is the same in every lab.
package kit;
