package fanout.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;

/** A certificate that only its own store vouches for. */
public final class SelfSigned {
  /** Of the key store. */
  public static final String PASSWORD = "changeit";

  private SelfSigned() {}

  /** Makes one for {@code localhost} and 127.0.0.1. */
  public static Path makeIn(Path folder) throws Exception {
    return makeIn(folder, "dns:localhost,ip:127.0.0.1");
  }

  /** Makes a certificate for names and addresses, and its key, with the JDK's keytool. */
  static Path makeIn(Path folder, String names) throws Exception {
    Path store = folder.resolve("self-signed.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "self",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=" + names,
                "-validity",
                "2")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(said);
    }
    return store;
  }

  /** Returns what makes server sockets with the certificate. */
  public static SSLServerSocketFactory sockets(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }
}
