// The kit's module head: every script that measures names this one file as its source, and JBang
// follows the lists below. As in every head they are written by `./jbang format`; a pattern would
// not do, because JBang expands none in what it reads by URL.
//
//SOURCES chart/Axes.java chart/Backdrop.java chart/Canvas.java chart/Chart.java chart/Charts.java
//SOURCES chart/CloudPanel.java chart/CurveLabels.java chart/CurvesPanel.java
//SOURCES chart/FiguresChart.java chart/Finding.java chart/Format.java chart/Gallery.java
//SOURCES chart/HistoryChart.java chart/Labels.java chart/LimitsChart.java chart/OverviewChart.java
//SOURCES chart/Panel.java chart/Paper.java chart/Pdf.java chart/Plot.java chart/Png.java
//SOURCES chart/PowerChart.java chart/Print.java chart/RowWords.java chart/RowsPanel.java
//SOURCES chart/Scale.java chart/Sheet.java chart/Sign.java chart/Source.java
//SOURCES chart/SpectrumChart.java chart/Spread.java chart/StripPanel.java chart/Svg.java
//SOURCES chart/Sweep.java chart/SweepChart.java chart/Table.java chart/Theme.java
//SOURCES chart/TickLabel.java chart/Tone.java chart/TradeChart.java chart/TrialsChart.java
//SOURCES chart/Type.java chart/Typeface.java chart/package-info.java
//SOURCES check/Disturbance.java check/LateGenerator.java check/Law.java check/MarkedTrials.java
//SOURCES check/MemoryPressure.java check/NothingLost.java check/OneGroup.java
//SOURCES check/OtherPrograms.java check/Steal.java check/TrialCheck.java check/TrialChecks.java
//SOURCES check/Warm.java check/Witness.java check/package-info.java
//SOURCES figure/Audit.java figure/Better.java figure/Comparator.java figure/CsvRow.java
//SOURCES figure/DatasetException.java figure/Digits.java figure/Document.java
//SOURCES figure/DocumentedFigures.java figure/Expression.java figure/ExpressionParser.java
//SOURCES figure/Figure.java figure/FigureFile.java figure/Interval.java figure/Kind.java
//SOURCES figure/Place.java figure/Relation.java figure/Relations.java figure/Standing.java
//SOURCES figure/Stated.java figure/Tolerance.java figure/Words.java figure/package-info.java
//SOURCES finding/Finding.java finding/Findings.java finding/Group.java finding/ResultFolder.java
//SOURCES finding/Stand.java finding/Stands.java finding/package-info.java
//SOURCES fork/Fork.java fork/ForkFindings.java fork/ForkReport.java fork/ForkServer.java
//SOURCES fork/ForkedMeasurement.java fork/JmhFork.java fork/Mortal.java fork/Watching.java
//SOURCES fork/package-info.java
//SOURCES lab/Baseline.java lab/Build.java lab/Checks.java lab/Comparison.java lab/Conditions.java
//SOURCES lab/Harvest.java lab/Judge.java lab/Lab.java lab/LabCommand.java lab/LabRun.java
//SOURCES lab/Listing.java lab/Measure.java lab/Models.java lab/Options.java lab/OtherBuild.java
//SOURCES lab/Profile.java lab/Project.java lab/Rejudge.java lab/Rivals.java lab/Room.java
//SOURCES lab/Row.java lab/RunClock.java lab/RunPlan.java lab/Schedule.java lab/ServedTrial.java
//SOURCES lab/SideBySide.java lab/StartTimes.java lab/Steps.java lab/StoredResult.java
//SOURCES lab/Summary.java lab/Surroundings.java lab/Trial.java lab/TrialNotes.java lab/Trials.java
//SOURCES lab/Units.java lab/Variant.java lab/WarmUp.java lab/Windows.java lab/Workload.java
//SOURCES lab/package-info.java
//SOURCES load/Arrivals.java load/BlockingTarget.java load/Census.java load/ClosedLoop.java
//SOURCES load/ClosedSchedule.java load/Completion.java load/Flow.java load/HttpAnswer.java
//SOURCES load/HttpConnection.java load/HttpLoop.java load/HttpTarget.java load/Lane.java
//SOURCES load/Lateness.java load/Load.java load/Moments.java load/NanoClock.java
//SOURCES load/OpenLoop.java load/OpenSchedule.java load/Plan.java load/Progress.java
//SOURCES load/Recording.java load/Run.java load/Schedule.java load/Slowest.java
//SOURCES load/SystemClock.java load/Tally.java load/Target.java load/TimerSlack.java
//SOURCES load/Watch.java load/Window.java load/package-info.java
//SOURCES machine/Attribution.java machine/Calibration.java machine/ClockGauge.java
//SOURCES machine/CoreTrip.java machine/CoreTripGauge.java machine/CoreWaits.java
//SOURCES machine/Counters.java machine/FactSource.java machine/Family.java machine/ForceGauge.java
//SOURCES machine/Gauge.java machine/LinuxFacts.java machine/MachineFacts.java machine/Noise.java
//SOURCES machine/NoiseWatch.java machine/OshiFacts.java machine/Pauses.java machine/Probe.java
//SOURCES machine/Proc.java machine/ProcessAge.java machine/Quantity.java machine/RateGauge.java
//SOURCES machine/Stall.java machine/StallGauge.java machine/TailWatch.java machine/TcpPing.java
//SOURCES machine/Threads.java machine/Times.java machine/TripGauge.java machine/UdpPing.java
//SOURCES machine/package-info.java
//SOURCES report/BaselineTable.java report/BoundsSection.java report/CheckSection.java
//SOURCES report/Columns.java report/EndTable.java report/ErrorText.java report/FigureCells.java
//SOURCES report/FigureNotes.java report/FigureTable.java report/HeadLines.java
//SOURCES report/Headline.java report/Heartbeat.java report/Ink.java report/LatencySection.java
//SOURCES report/LineProgress.java report/Listing.java report/LiveNumbers.java
//SOURCES report/LiveProgress.java report/MachineWords.java report/Meter.java report/Pace.java
//SOURCES report/Progress.java report/RowNotes.java report/Section.java report/Style.java
//SOURCES report/Tail.java report/TailSection.java report/Terminal.java report/Trouble.java
//SOURCES report/Words.java report/package-info.java
//SOURCES result/Against.java result/CheckRow.java result/Conditions.java result/Documented.java
//SOURCES result/ExitRow.java result/FigureRow.java result/Limit.java result/Metric.java
//SOURCES result/Numbers.java result/PeerRow.java result/ProjectFacts.java result/Proportion.java
//SOURCES result/Reach.java result/Required.java result/Result.java result/ResultJson.java
//SOURCES result/ResultStore.java result/Role.java result/Ruling.java result/RunOptions.java
//SOURCES result/RuntimeFacts.java result/TrialRow.java result/Verdict.java
//SOURCES result/package-info.java
//SOURCES stats/AcrossRuns.java stats/Bootstrap.java stats/Change.java stats/ClopperPearson.java
//SOURCES stats/Drift.java stats/Estimate.java stats/Holm.java stats/Interval.java
//SOURCES stats/Latencies.java stats/LittlesLaw.java stats/Outliers.java stats/Power.java
//SOURCES stats/Quantiles.java stats/Ratio.java stats/TwoGroups.java stats/WithinRun.java
//SOURCES stats/package-info.java
//SOURCES ../../environment/runtime/package-info.java
//CARRIES datasets/documented/*.csv
//FILES project/datasets/documented/about/=../../datasets/documented/about/agent-bounty.csv
//FILES project/datasets/documented/about/=../../datasets/documented/about/bsv-torrent.csv
//FILES project/datasets/documented/about/=../../datasets/documented/about/cronosstream.csv
//FILES project/datasets/documented/about/=../../datasets/documented/about/prsm.csv
//FILES project/datasets/documented/about/=../../datasets/documented/about/pywebtransport.csv
//FILES project/datasets/documented/=../../datasets/documented/agent-bounty.csv
//FILES project/datasets/documented/=../../datasets/documented/bsv-torrent.csv
//FILES project/datasets/documented/coverage/=../../datasets/documented/coverage/agent-bounty.csv
//FILES project/datasets/documented/coverage/=../../datasets/documented/coverage/bsv-torrent.csv
//FILES project/datasets/documented/coverage/=../../datasets/documented/coverage/cronosstream.csv
//FILES project/datasets/documented/coverage/=../../datasets/documented/coverage/prsm.csv
//FILES project/datasets/documented/coverage/=../../datasets/documented/coverage/pywebtransport.csv
//FILES project/datasets/documented/=../../datasets/documented/cronosstream.csv
//FILES project/datasets/documented/=../../datasets/documented/prsm.csv
//FILES project/datasets/documented/=../../datasets/documented/pywebtransport.csv
//FILES project/datasets/documented/=../../datasets/documented/relations.csv
//DEPS info.picocli:picocli:4.7.7
//DEPS com.fasterxml.jackson.core:jackson-annotations:2.22
//DEPS com.fasterxml.jackson.core:jackson-core:2.22.4
//DEPS com.fasterxml.jackson.core:jackson-databind:2.22.4
//DEPS org.apache.commons:commons-csv:1.14.1
//DEPS org.apache.commons:commons-statistics-distribution:1.2
//DEPS org.apache.commons:commons-statistics-inference:1.2
//DEPS com.github.oshi:oshi-core:7.5.0
//DEPS org.openjdk.jmh:jmh-core:1.37
//DEPS org.hdrhistogram:HdrHistogram:2.2.2
//DEPS org.knowm.xchart:xchart:4.0.3
//DEPS de.erichseifert.vectorgraphics2d:VectorGraphics2D:0.13
//DEPS org.apache.pdfbox:pdfbox:3.0.8
//DEPS de.rototor.pdfbox:graphics2d:3.0.5
//DEPS org.slf4j:slf4j-nop:2.0.17
//JAVA_OPTIONS --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow

/// The measuring kit. It knows no system: it is told what to start, when to measure and which
/// documented figure a metric answers, and it does everything that is the same in every lab.
package kit;
