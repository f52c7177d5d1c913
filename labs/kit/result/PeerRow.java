package kit.result;

/// How the system compares with another implementation in the same run.
///
/// @param name the peer, as its makers write it
/// @param version its version, or empty
/// @param metric id of the metric compared
/// @param row id of the row whose variant was compared
/// @param ratio system over peer, turned so that above 1 is better for the system
/// @param low lower end of the 95 % interval of the ratio
/// @param high upper end
/// @param note what is not alike, or empty
public record PeerRow(
    String name,
    String version,
    String metric,
    String row,
    double ratio,
    double low,
    double high,
    String note) {}
