/// The statistics of the kit: pure functions of numbers and a seed, no clock, no files, no output.
///
/// Start with [kit.stats.Estimate] (the median of a run's trials with its interval) and
/// [kit.stats.Ratio] (two medians compared); [kit.stats.Change] turns a ratio into the words of a
/// baseline comparison. [kit.stats.Latencies] holds the latencies of one trial. Any package may
/// call in here; nothing here calls out.
package kit.stats;
