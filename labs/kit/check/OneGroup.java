package kit.check;

import java.util.Optional;
import kit.result.Numbers;
import kit.stats.TwoGroups;

/// The trials form one group, or their median describes none of them.
final class OneGroup implements TrialCheck {
  @Override
  public Optional<String> note(double[] values, String unit) {
    return TwoGroups.in(values)
        .map(
            groups ->
                "two groups, so the median describes neither: "
                    + Numbers.counted(groups.lowCount(), "trial")
                    + " around "
                    + Numbers.inUnit(groups.lowMedian(), unit)
                    + ", "
                    + groups.highCount()
                    + " around "
                    + Numbers.inUnit(groups.highMedian(), unit));
  }
}
