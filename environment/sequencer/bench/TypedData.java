package sequencer.bench;

import java.util.stream.Collectors;
import sequencer.crypto.ChannelData;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.Recipient;

/// A voucher as the JSON text that EIP-712 libraries read.
final class TypedData {
  private static final String TEMPLATE =
      """
      {"types":{
        "EIP712Domain":[
          {"name":"name","type":"string"},{"name":"version","type":"string"},
          {"name":"chainId","type":"uint256"},{"name":"verifyingContract","type":"address"}],
        "ChannelData":[
          {"name":"channelId","type":"bytes32"},{"name":"sequenceNumber","type":"uint256"},
          {"name":"timestamp","type":"uint256"},{"name":"recipients","type":"address[]"},
          {"name":"amounts","type":"uint256[]"}]},
       "primaryType":"ChannelData",
       "domain":{"name":"StreamChannel","version":"1","chainId":"%s","verifyingContract":"%s"},
       "message":{"channelId":"%s","sequenceNumber":"%s","timestamp":"%s",
         "recipients":[%s],"amounts":[%s]}}
      """;

  private TypedData() {}

  static String json(ChannelDomain domain, ChannelData data) {
    return TEMPLATE.formatted(
        domain.chainId(),
        domain.verifyingContract(),
        data.channelId(),
        Long.toUnsignedString(data.sequenceNumber()),
        Long.toUnsignedString(data.timestamp()),
        quoted(data, recipient -> recipient.address().toString()),
        quoted(data, recipient -> recipient.amount().toString()));
  }

  private static String quoted(
      ChannelData data, java.util.function.Function<Recipient, String> part) {
    return data.recipients().stream()
        .map(recipient -> '"' + part.apply(recipient) + '"')
        .collect(Collectors.joining(","));
  }
}
