package fanout.exchange;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The trust in certificates: in those of the JDK's trust store, or, of our stub and a server on
 * this machine, in every one.
 */
public final class Tls {
  /**
   * Names the system property that, if {@code true}, lets every certificate of a server on the
   * loopback interface pass. Child JVMs inherit it.
   */
  public static final String INSECURE = "fanout.insecure";

  /** Looks at neither issuer nor name. */
  static final X509TrustManager ANY =
      (X509TrustManager) InsecureTrustManagerFactory.INSTANCE.getTrustManagers()[0];

  private Tls() {}

  /** Tells whether a target's server is on the loopback interface. */
  public static boolean isLocal(Target target) {
    var address = Peer.of(target).getAddress();
    return address != null && address.isLoopbackAddress();
  }

  /** Tells whether every certificate of a target's server is to pass: that of our stub is. */
  static boolean takesAny(Target target) {
    return !target.isStatusOnly() || (Boolean.getBoolean(INSECURE) && isLocal(target));
  }

  /**
   * Makes the context of one client: what was negotiated for one name must not be resumed for
   * another at the same address, whose certificate nobody would see.
   */
  static SSLContext context(Target target) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, takesAny(target) ? new TrustManager[] {ANY} : null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no TLS: " + e.getMessage(), e);
    }
  }

  /** Returns the client's end of a connection, which checks the name that the target has. */
  static SSLEngine engine(SSLContext context, Target target) {
    SSLEngine engine = context.createSSLEngine(target.base().getHost(), target.port());
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    return engine;
  }
}
