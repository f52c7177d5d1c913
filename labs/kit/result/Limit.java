package kit.result;

/// What this machine allows for the same work, calibrated in the same run.
///
/// @param id stable id such as `fdatasync_p50`
/// @param label for people: `one fdatasync each`
/// @param value the median of the calibration's repeats, in `unit`
/// @param low least of the repeats
/// @param high greatest of the repeats
/// @param how how it was calibrated, in a sentence
public record Limit(
    String id, String label, double value, String unit, double low, double high, String how) {
  public Limit {
    if (!(value > 0)) {
      throw new IllegalArgumentException("limit " + id + " is " + value + "; it must be positive");
    }
  }
}
