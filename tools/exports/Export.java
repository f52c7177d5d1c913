package tools.exports;

import java.util.List;

/// The format of one tool's export.
interface Export {
  /// The tool that writes it.
  Tool tool();

  /// Whether a file is of this format, however damaged.
  boolean knows(Source source);

  /// What the file says.
  ///
  /// @throws IllegalArgumentException if it is of this format and lacks something; the message says
  ///     where
  List<Measured> read(Source source);

  /// A tool that measures.
  ///
  /// @param name as a user knows it: `wrk`
  /// @param how it writes its export: `wrk --latency URL > FILE`
  /// @param trial what one trial is, as a sentence begins: `a trial is one run of the command`
  record Tool(String name, String how, String trial) {}

  /// What is to be read.
  ///
  /// @param file its name, for complaints
  /// @param text all of it
  /// @param json the same as JSON, or null where it is none
  record Source(String file, String text, Json json) {
    /// The name of the file without its ending, and without a number after a hyphen: `api-3.txt` is
    /// a trial of `api`. Tools that measure one thing a run do not name it.
    String name() {
      return file.replaceFirst("\\.[A-Za-z]+$", "").replaceFirst("-[0-9]+$", "");
    }

    /// Whether it is a JSON object with these fields.
    boolean has(String... fields) {
      return json != null && List.of(fields).stream().allMatch(json::has);
    }
  }
}
