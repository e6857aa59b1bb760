package io.consentledger.node.timestamp;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.CryptoException;
import io.consentledger.crypto.Digest;
import io.consentledger.crypto.timestamp.TimestampQuery;
import io.consentledger.crypto.timestamp.TimestampToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;

/** Asks one authority over HTTP (RFC 3161 section 3.4). Blocks its caller; for any thread. */
final class TimestampClient {
  private final URI url;
  private final List<X509Certificate> roots;
  private final SecureRandom random;

  /**
   * @param roots the authorities that the genesis file names
   */
  TimestampClient(URI url, List<X509Certificate> roots, SecureRandom random) {
    this.url = url;
    this.roots = List.copyOf(roots);
    this.random = random;
  }

  /**
   * A token over {@code imprint} that holds under the network's roots.
   *
   * @throws IOException where no answer came
   * @throws CryptoException {@code timestamp-refused} or {@code timestamp-invalid}
   */
  TimestampToken stamp(Digest imprint) throws IOException, CryptoException {
    TimestampQuery query = TimestampQuery.of(imprint, random);
    return TimestampToken.verify(query.tokenOf(post(query.encode())), imprint, roots);
  }

  private Bytes post(Bytes query) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
    connection.setConnectTimeout((int) Limits.CONNECT.toMillis());
    connection.setReadTimeout((int) Limits.ANSWER.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", TimestampQuery.QUERY_MEDIA_TYPE);
    connection.setRequestProperty("Accept", TimestampQuery.REPLY_MEDIA_TYPE);
    connection.setFixedLengthStreamingMode(query.size());
    try (OutputStream out = connection.getOutputStream()) {
      out.write(query.toArray());
    }
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      connection.disconnect();
      throw new IOException("the authority answered " + connection.getResponseCode());
    }
    try (InputStream in = connection.getInputStream()) {
      byte[] answer = in.readNBytes(Limits.ANSWER_BYTES_MAX + 1);
      if (answer.length > Limits.ANSWER_BYTES_MAX) {
        throw new IOException("an answer of over " + Limits.ANSWER_BYTES_MAX + " bytes");
      }
      return Bytes.owning(answer);
    }
  }
}
