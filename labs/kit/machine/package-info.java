/// The machine under the measurement: what it is, how quiet it is, and what it allows.
///
/// [MachineFacts] describes it, [NoiseWatch] watches it during a trial, [Calibration] measures its
/// limits with the same clock and in the same run as the systems. What a machine does not tell is
/// `unknown`, never guessed.
package kit.machine;
