package io.consentledger.crypto.timestamp;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * One question to a time-stamping authority (RFC 3161 section 2.4.1): the digest and a nonce go
 * out, nothing else. Immutable, for any thread.
 */
public final class TimestampQuery {
  /** How the question travels over HTTP (RFC 3161 section 3.4). */
  public static final String QUERY_MEDIA_TYPE = "application/timestamp-query";

  /** How the answer travels. */
  public static final String REPLY_MEDIA_TYPE = "application/timestamp-reply";

  private static final int NONCE_BITS = 64;

  private final TimeStampRequest request;

  private TimestampQuery(TimeStampRequest request) {
    this.request = request;
  }

  /** Asks for a token over this digest, with the authority's certificate in it. */
  public static TimestampQuery of(Digest imprint, SecureRandom random) {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    return new TimestampQuery(
        generator.generate(
            TSPAlgorithms.SHA256,
            imprint.bytes().toArray(),
            new BigInteger(NONCE_BITS, random).setBit(NONCE_BITS)));
  }

  /** The DER form that is posted. */
  public Bytes encode() {
    try {
      return Bytes.owning(request.getEncoded());
    } catch (IOException impossible) {
      throw new AssertionError("a question can be encoded", impossible);
    }
  }

  /**
   * The token in an answer to this very question. Who signed it is {@link TimestampToken#verify}'s
   * to judge.
   *
   * @throws CryptoException {@code timestamp-refused} where the authority gave none, or one for
   *     another question
   */
  public Bytes tokenOf(Bytes reply) throws CryptoException {
    try {
      TimeStampResponse response = new TimeStampResponse(reply.toArray());
      response.validate(request);
      TimeStampToken token = response.getTimeStampToken();
      if (token == null) {
        throw new CryptoException(
            "timestamp-refused", "the authority refused: " + response.getStatusString());
      }
      return Bytes.owning(token.getEncoded());
    } catch (IOException | TSPException | RuntimeException malformed) {
      // A malformed reply makes the library throw what it likes.
      throw new CryptoException(
          "timestamp-refused", "no answer to the question: " + malformed.getMessage(), malformed);
    }
  }
}
