package io.consentledger.consensus.gate;

import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnknownFieldSet;

/** A field that no version of the protocol has. */
final class Unknown {
  private Unknown() {}

  static UnknownFieldSet bytes(int size) {
    return UnknownFieldSet.newBuilder()
        .addField(
            9_999,
            UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFrom(new byte[size]))
                .build())
        .build();
  }
}
