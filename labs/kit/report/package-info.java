/// What the user reads: progress while a lab runs, the table at its end, errors.
///
/// Everything is rendered from a [kit.result.Result] or from counters that are kept anyway. Start
/// at [EndTable]; [Progress] is what a lab shows while it runs, [Trouble] how it says that it
/// cannot go on.
package kit.report;
