/// The machine under the measurement: what it is, how quiet it is, and what it shows at best.
///
/// [MachineFacts] describes it, [NoiseWatch] watches it during a trial, [Calibration] measures what
/// it shows at best with the same clock and through the whole run of the systems. What a machine
/// does not tell is `unknown`, never guessed.
package kit.machine;
