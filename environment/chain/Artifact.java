package chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Type;
import runtime.Project;

/// A compiled contract of ours, as committed. `./jbang contract` compiles again and compares.
///
/// @param bytecode what makes it, `0x` and digits
public record Artifact(String name, JsonNode abi, String bytecode) {
  /// Where all of them stand, from this module's folder.
  public static final String FILE = "contract/contracts.json";

  /// The contract called `name`.
  public static Artifact of(String name) throws IOException {
    return of(name, committed());
  }

  /// The contract called `name` in what the compiler's script printed.
  static Artifact of(String name, String contracts) throws IOException {
    JsonNode contract = new ObjectMapper().readTree(contracts).path("contracts").path(name);
    if (contract.isMissingNode()) {
      throw new IOException("there is no contract called " + name + " in " + FILE);
    }
    return new Artifact(name, contract.get("abi"), contract.get("bytecode").asText());
  }

  /// The file with all of them.
  public static Path file() {
    return Project.home().resolve("environment/chain").resolve(FILE);
  }

  /// What is committed.
  public static String committed() throws IOException {
    return Files.readString(file());
  }

  /// What the sources give now, by the compiler that `package.json` names.
  public static String compiled() throws IOException {
    return ChainPackages.script("contract/compile.mjs").output("");
  }

  /// What the sources in another folder give.
  static String compiled(Path sources) throws IOException {
    return ChainPackages.script("contract/compile.mjs").output("", sources.toUri() + "/");
  }

  /// The code that makes one with these arguments.
  @SuppressWarnings("rawtypes")
  public String creation(List<Type> arguments) {
    return bytecode + FunctionEncoder.encodeConstructor(arguments);
  }
}
