package house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// No file holds a place of one machine, the address of a package index, or a mark of unfinished
/// work. The words are put together from pieces, so that this file does not complain of itself.
final class CleanTexts implements Rule {
  private static final Pattern INDEX =
      Pattern.compile(
          "https?://(repo1?|registry|pypi|files|static|index|proxy|deb|security)\\.[a-z]+"
              + "|\\b(repo1?\\.mav"
              + "en|registry\\.n"
              + "pmjs|py"
              + "pi\\.org)");
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b");

  private final Pattern places;

  /// Refuses these folders, each given with a `/` at its end.
  CleanTexts(List<String> machineFolders) {
    List<String> quoted = machineFolders.stream().map(Pattern::quote).toList();
    places = Pattern.compile(String.join("|", quoted));
  }

  @Override
  public List<String> complaints(House house) {
    List<String> complaints = new ArrayList<>();
    house
        .texts()
        .forEach(
            (path, text) -> {
              if (path.equals("LICENSE")) return;
              refuse(
                  INDEX, path, text, "names a package index; let the client choose it", complaints);
              refuse(
                  UNFINISHED,
                  path,
                  text,
                  "marks unfinished work; finish it or say why not",
                  complaints);
              refuse(
                  places,
                  path,
                  text,
                  "is a folder of one machine; name it from the root",
                  complaints);
            });
    return complaints;
  }

  private static void refuse(
      Pattern pattern, String path, String text, String why, List<String> complaints) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      long line = text.substring(0, matcher.start()).chars().filter(c -> c == '\n').count() + 1;
      complaints.add(path + ":" + line + ": " + matcher.group() + " " + why);
    }
  }
}
