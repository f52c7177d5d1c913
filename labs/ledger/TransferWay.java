package labs.ledger;

import java.util.List;
import java.util.Locale;
import kit.lab.Measure;

/// How a store is asked. What takes many transfers in a request, what takes one, and what takes
/// several trips for one never share a row.
///
/// @param form of a request
/// @param lanes requests under way at most
/// @param batch transfers in a request
/// @param requests under [Transfers.Kind#UNIFORM]; a quarter of them under each other kind, where
///     they may wait for each other
/// @param ratePerSecond transfers that are due by the clock, 0 for each lane's next request at the
///     end of its last; by the clock only [Transfers.Kind#UNIFORM] is measured
public record TransferWay(Form form, int lanes, int batch, int requests, int ratePerSecond) {
  /// How transfers are asked for.
  public enum Form {
    /// One in a request and a transaction.
    SINGLE,
    /// Many of them.
    BATCH,
    /// One, in a request for each of its steps: both accounts locked and read, the transfer
    /// inserted, the accounts changed, committed.
    TRIPS,
    /// Many of them in a request, when the clock says.
    CLOCK
  }

  private static final int OTHERS = 4;

  /// A closed loop.
  public TransferWay(Form form, int lanes, int batch, int requests) {
    this(form, lanes, batch, requests, 0);
  }

  /// What was done under one kind.
  public static Measure rate(Form form, Transfers.Kind kind, String heading) {
    return Measure.more(id(form, kind), heading, "transfers/s");
  }

  /// How long the slowest hundredth of requests took under one kind, at the least.
  public static Measure p99(Form form, Transfers.Kind kind, String heading) {
    return Measure.less(id(form, kind) + "_p99", heading, "ms");
  }

  /// Of what is reported of it under one kind.
  String id(Transfers.Kind kind) {
    return id(form, kind);
  }

  private static String id(Form form, Transfers.Kind kind) {
    return (form.name() + "." + kind.name()).toLowerCase(Locale.ROOT);
  }

  /// What is measured.
  public List<Transfers.Kind> kinds() {
    return ratePerSecond == 0 ? List.of(Transfers.Kind.values()) : List.of(Transfers.Kind.UNIFORM);
  }

  int requests(Transfers.Kind kind) {
    return kind == Transfers.Kind.UNIFORM ? requests : Math.max(1, requests / OTHERS);
  }

  /// As an argument of [TransferRun].
  @Override
  public String toString() {
    return String.join(":", form.name(), "" + lanes, "" + batch, "" + requests, "" + ratePerSecond);
  }

  static TransferWay parse(String text) {
    String[] parts = text.split(":");
    return new TransferWay(
        Form.valueOf(parts[0]),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        Integer.parseInt(parts[3]),
        Integer.parseInt(parts[4]));
  }
}
