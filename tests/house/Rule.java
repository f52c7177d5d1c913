package house;

import java.util.List;

/// One thing that must hold all over the house. The rules are listed in [HouseTest], where each is
/// also shown a house that breaks it.
interface Rule {
  /// A sentence for each place that breaks the rule: where, what, and what would be right.
  List<String> complaints(House house);
}
