package kit.finding;

import java.util.List;

/// What runs have found about documented figures.
public interface Findings {
  /// What the rows of labs say of the figure of this id, each by its newest run that answers: the
  /// one that decides first, then the others.
  List<Finding> of(String figureId);

  /// Files that could not be read, each as a sentence.
  List<String> complaints();
}
