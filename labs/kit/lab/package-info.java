/// What every lab has in common: its command line, its plan, its trials and how it ends.
///
/// A lab script builds one [Lab]: a title, the protocol in words, the rows of its table and a plan
/// that names the variants to measure. Everything else happens here: options, runtime, calibrated
/// limits, trials in fresh processes in a seeded random order, checks, intervals, verdicts, the
/// result file and the exit status.
///
/// Start at [Lab], then [RunPlan] and [Trial]; a served system brings a [Workload] and is measured
/// in a [ServedTrial]; [Judge] turns an interval into a verdict.
package kit.lab;
