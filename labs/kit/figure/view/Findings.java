package kit.figure.view;

import java.util.List;
import java.util.Optional;

/// What runs have found about documented figures.
interface Findings {
  /// The newest finding about the figure of this id that decides something, else the newest of all.
  Optional<Finding> newest(String figureId);

  /// Files that could not be read, each as a sentence.
  List<String> complaints();
}
