package labs.sequencer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import kit.lab.Trial;
import kit.lab.Workload;
import merchant.MerchantConfig;
import sequencer.SequencerLaunch;
import sequencer.client.PaymentLoad;
import sequencer.client.StreamLoad;
import sequencer.client.VoucherLoad;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.SignatureScheme;
import sequencer.crypto.SignatureSchemes;

/// Signed vouchers as a workload: each is sent on its lane's channel, and all are looked for.
public interface Vouchers extends Workload.Http {
  /// Signs vouchers.
  SignatureScheme SCHEME = SignatureSchemes.open("auto");

  /// Payments, each a voucher of its own.
  final class Payments extends PaymentLoad implements Vouchers {
    private static final Address MERCHANT = Address.parse(MerchantConfig.DEVELOPMENT_ACCOUNT);

    /// @param name tells loads apart: the same name gets the same payments
    Payments(String name, int lanes, int receivers, boolean throughMerchant, Instant signedAt) {
      super(
          name.hashCode(),
          lanes,
          receivers,
          throughMerchant ? MERCHANT : null,
          ChannelDomain.DOCUMENTED,
          SCHEME,
          SequencerLaunch.coSigner(),
          signedAt.getEpochSecond());
    }

    @Override
    public String noun() {
      return "payments";
    }

    @Override
    public void audit(InetSocketAddress system, Trial trial)
        throws IOException, InterruptedException {
      check(
          trial,
          audit(system),
          SequencerTrial.SURVIVES,
          "every channel stands where its last answer left it");
    }
  }

  /// Streams of micro-payments, every one of which is read back.
  final class Streams extends StreamLoad implements Vouchers {
    /// Channels, each with one stream in flight: while one is on its way to the disk, others are
    /// read.
    public static final int LANES = 4;

    /// More than a machine of today can take, so that no voucher has to be signed in the window.
    private static final double PAYMENTS_PER_SECOND_MOST = 150e6;

    private static final double STREAMS_PER_SECOND_MOST = 15_000;

    /// @param name tells loads apart: the same name gets the same payments
    /// @param batch payments in each
    Streams(String name, int batch, Instant signedAt) {
      super(
          name.hashCode(),
          LANES,
          batch,
          ChannelDomain.DOCUMENTED,
          SCHEME,
          SequencerLaunch.coSigner(),
          signedAt.getEpochSecond());
    }

    @Override
    public String noun() {
      return "streams";
    }

    @Override
    public double most(double warmRate) {
      return Math.min(STREAMS_PER_SECOND_MOST, PAYMENTS_PER_SECOND_MOST / payments);
    }

    @Override
    public void audit(InetSocketAddress system, Trial trial)
        throws IOException, InterruptedException {
      check(
          trial,
          audit(system),
          SequencerTrial.READ_BACK,
          "every channel holds whole streams that were sent, with the right sum and both"
              + " signatures");
    }
  }

  /// Gives the trial what an audit has found.
  ///
  /// @param survives the check on acknowledged payments
  /// @param exact the check on channels
  static void check(Trial trial, VoucherLoad.Audit audit, String survives, String exact) {
    trial.check(survives, audit.confirmed(), audit.acknowledged(), "payments", audit.fault());
    trial.check(exact, audit.channelsExact(), audit.channels(), "channels", audit.fault());
  }
}
