///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN SequencerCrypto
//SOURCES sequencer/package-info.java
//DESCRIPTION what a signature, its recovery and a digest cost: native, JNI and web3j

import java.util.List;
import kit.fork.JmhFork;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;

/// # What must a payment cost at the least?
///
/// Every payment costs a sequencer one EIP-712 digest, one signature recovery and one signature,
/// whatever else it does. JMH times each piece in forked JVMs that take turns: libsecp256k1 through
/// java.lang.foreign (what the sequencer uses), the same library through JNI, and web3j's pure
/// Java.
///
/// Expect native code to sign an order of magnitude faster than pure Java and to recover a few
/// times faster; JNI loses at signing because its interface gives no recovery id, which must be
/// tried out. The sum of the native pieces is the CPU time under which no payment can go.
class SequencerCrypto {
  static final Measure TIME = Measure.less("time", "CPU time, one thread", "us");
  static final String CRYPTO = "sequencer.bench.CryptoBenchmark.";
  static final String HASH = "sequencer.bench.HashBenchmark.";
  static final List<String> SCHEMES = List.of("native", "jni", "web3j");

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Lab lab() {
    Lab lab =
        Lab.named("sequencer-crypto")
            .title("what a signature, its recovery and a digest cost: native, JNI and web3j")
            .protocol(
                """
                JMH average time, one thread, one fork a trial; forks of all benchmarks take turns in
                a random order. 4 warm-up and 3 measured iterations of 0.2 s (quick: 1 and 1 of
                0.05 s). Every set-up checks the answers before anything is timed, and the last
                answer of every iteration is held against one computed another way.\
                """)
            .plan(SequencerCrypto::plan);
    for (String scheme : SCHEMES) {
      lab.row(row("sign." + scheme, "sign, " + scheme));
      lab.row(row("recover." + scheme, "recover, " + scheme));
    }
    lab.row(row("digest.ours", "EIP-712 digest, laid by hand"));
    lab.row(row("digest.web3j", "EIP-712 digest, web3j"));
    lab.row(row("keccak.ours", "keccak-256 of 64 bytes, ours"));
    return lab.row(row("keccak.bc", "keccak-256 of 64 bytes, Bouncy Castle"));
  }

  static Row row(String id, String label) {
    return Row.of(id, label, TIME, id);
  }

  static void plan(RunPlan plan) {
    for (String scheme : SCHEMES) {
      fork(plan, "sign." + scheme, JmhFork.of(CRYPTO + "signDigest").with("scheme", scheme));
      fork(plan, "recover." + scheme, JmhFork.of(CRYPTO + "recover").with("scheme", scheme));
    }
    fork(plan, "digest.ours", JmhFork.of(HASH + "eip712Ours"));
    fork(plan, "digest.web3j", JmhFork.of(HASH + "eip712Web3j"));
    fork(plan, "keccak.ours", JmhFork.of(HASH + "keccakOurs"));
    fork(plan, "keccak.bc", JmhFork.of(HASH + "keccakBouncyCastle"));
  }

  static void fork(RunPlan plan, String name, JmhFork fork) {
    plan.system(
        name,
        plan.pick(0.8, 2.2, 6.0),
        trial -> trial.metric(TIME, fork.nsPerOperation(trial) / 1e3));
  }
}
