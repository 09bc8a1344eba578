package fanout.stub;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;

/**
 * The stub's certificate, signed by itself, for 127.0.0.1 and localhost. Its private key is in the
 * program for everybody to read: it keeps no secret, and serves for the time that TLS takes.
 */
final class Certificate {
  private static final String FILE = "loopback.p12";
  private static final char[] PASSWORD = "fanout".toCharArray();

  private Certificate() {}

  /** Returns the server's end of TLS, as the JDK does it. */
  static SslContext context() {
    try (InputStream file = Certificate.class.getResourceAsStream(FILE)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(Objects.requireNonNull(file, FILE), PASSWORD);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      return SslContextBuilder.forServer(keys).sslProvider(SslProvider.JDK).build();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("no TLS: " + e.getMessage(), e);
    }
  }
}
