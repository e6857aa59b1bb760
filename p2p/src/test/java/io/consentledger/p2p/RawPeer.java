package io.consentledger.p2p;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.TlsIdentity;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** A client that speaks TLS by the JDK and any bytes that a test likes. */
final class RawPeer implements AutoCloseable {
  private static final int READ_TIMEOUT_MILLIS = 10_000;
  private static final char[] PASSWORD = "none".toCharArray();

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  RawPeer(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
  }

  /** Connects without TLS. */
  static RawPeer plain(InetSocketAddress address) throws IOException {
    return new RawPeer(new Socket(address.getAddress(), address.getPort()));
  }

  /** Connects with TLS of this version, and this certificate where there is one. */
  static RawPeer tls(InetSocketAddress address, @Nullable TlsIdentity identity, String version)
      throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          identity == null ? new KeyManager[0] : keyManagers(identity),
          new TrustManager[] {Members.trust().trustManager()},
          null);
      SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
      socket.setEnabledProtocols(new String[] {version});
      socket.setSoTimeout(READ_TIMEOUT_MILLIS);
      socket.startHandshake();
      return new RawPeer(socket);
    } catch (GeneralSecurityException absent) {
      throw new AssertionError("the JDK has TLS", absent);
    }
  }

  /** A proven member that got the other side's hello; tries again while it is excluded. */
  static RawPeer proven(InetSocketAddress address, String id) {
    AtomicReference<RawPeer> proven = new AtomicReference<>();
    Await.until(
        "hello to " + id,
        () -> {
          try {
            RawPeer peer = tls(address, Members.identity(id), "TLSv1.3");
            if (peer.tryReadFrame() == FrameType.HELLO.code()) {
              proven.set(peer);
              return true;
            }
            peer.close();
          } catch (IOException refused) {
            // Excluded or over the limit of accepts: later again.
          }
          return false;
        });
    return Objects.requireNonNull(proven.get());
  }

  /** A member that is up: both hellos are said. */
  static RawPeer up(InetSocketAddress address, String id) throws IOException {
    RawPeer peer = proven(address, id);
    peer.send(new Frame.Hello(Frame.Hello.VERSION, Members.NETWORK, id));
    return peer;
  }

  private static KeyManager[] keyManagers(TlsIdentity identity)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "key", identity.privateKey(), PASSWORD, identity.chain().toArray(new X509Certificate[0]));
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, PASSWORD);
    return factory.getKeyManagers();
  }

  static byte[] bytes(Frame frame) {
    ByteBuf encoded = frame.encode(UnpooledByteBufAllocator.DEFAULT);
    try {
      return ByteBufUtil.getBytes(encoded);
    } finally {
      encoded.release();
    }
  }

  void send(Frame frame) throws IOException {
    send(bytes(frame));
  }

  void send(Bytes bytes) throws IOException {
    send(bytes.toArray());
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Reads one frame; its type's code, or -1 at the end of the link. */
  int tryReadFrame() {
    try {
      int length = in.readInt();
      int type = in.readUnsignedByte();
      in.readFully(new byte[length - 1]);
      return type;
    } catch (IOException ended) {
      return -1;
    }
  }

  /** Reads frames until one has this type, and gives its body. */
  byte[] readUntil(FrameType wanted) throws IOException {
    while (true) {
      int length = in.readInt();
      int type = in.readUnsignedByte();
      byte[] body = new byte[length - 1];
      in.readFully(body);
      if (type == wanted.code()) {
        return body;
      }
    }
  }

  /** Reads and drops whatever comes; true once the other side has closed the link. */
  boolean closedByPeer() {
    int type = tryReadFrame();
    while (type >= 0) {
      type = tryReadFrame();
    }
    return true;
  }

  /** Sends the bytes one by one until the other side closes; false where it took all of them. */
  boolean trickle(byte[] bytes, int pauseMillis) throws IOException {
    socket.setSoTimeout(pauseMillis);
    for (byte next : bytes) {
      try {
        send(new byte[] {next});
        if (!drain()) {
          return true;
        }
      } catch (IOException closed) {
        return true;
      }
    }
    return false;
  }

  /** Reads for one pause; false at the end of the link. */
  private boolean drain() throws IOException {
    byte[] buffer = new byte[4_096];
    try {
      while (true) {
        if (in.read(buffer) < 0) {
          return false;
        }
      }
    } catch (SocketTimeoutException quiet) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      // It is closed either way.
    }
  }
}
