/// Why a measurement may not be believed. Every reason is a [kit.check.TrialCheck] of its own: it
/// keeps what it needs while a step is measured, marks a trial, or says why the trials of a row
/// carry no verdict. [kit.check.TrialChecks] lists them all and is the one place that asks them.
package kit.check;
