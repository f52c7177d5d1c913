package tools;

import java.util.List;

/// What a look at one thing of this machine found.
public sealed interface Diagnosis {
  /// What was looked at, in one or two words.
  String name();

  /// What was seen, in half a sentence.
  String seen();

  /// What to do about it, a line each; empty where nothing need be done.
  List<String> advice();

  /// It is as it should be.
  record Ready(String name, String seen) implements Diagnosis {
    @Override
    public List<String> advice() {
      return List.of();
    }
  }

  /// Labs run, but less is measured, or less well.
  record Note(String name, String seen, List<String> advice) implements Diagnosis {
    public Note {
      advice = List.copyOf(advice);
    }
  }

  /// No lab can run.
  record Missing(String name, String seen, List<String> advice) implements Diagnosis {
    public Missing {
      advice = List.copyOf(advice);
    }
  }

  /// As it should be if there is nothing to advise, else a note.
  static Diagnosis of(String name, String seen, List<String> advice) {
    return advice.isEmpty() ? new Ready(name, seen) : new Note(name, seen, advice);
  }
}
