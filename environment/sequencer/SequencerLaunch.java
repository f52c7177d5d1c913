package sequencer;

import runtime.Launch;
import sequencer.crypto.Address;
import sequencer.crypto.SignatureSchemes;

/// How a runtime starts the sequencer.
public final class SequencerLaunch {
  private SequencerLaunch() {}

  /// A sequencer with this engine, storing in the runtime's data folder.
  ///
  /// @param engine as `--engine` takes it: one of [SequencerConfig#ENGINES], or with an address
  /// @param more further arguments, as [SequencerServer] takes them
  public static Launch launch(String engine, String... more) {
    return launch(SequencerServer.class, engine, more);
  }

  /// As [#launch(String, String...)], by a program that takes [SequencerServer]'s arguments too.
  public static Launch launch(Class<?> program, String engine, String... more) {
    return Launch.of("sequencer", program.getName())
        .arguments("--host", "{host}", "--port", "{port}", "--data", "{data}", "--engine", engine)
        .and(more)
        .nativeAccess();
  }

  /// The account with which a sequencer that was given no key co-signs.
  public static Address coSigner() {
    return SignatureSchemes.open("auto").signer(SequencerConfig.DEVELOPMENT_KEY).address();
  }
}
