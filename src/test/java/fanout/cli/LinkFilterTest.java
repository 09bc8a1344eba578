package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.ScalarResult;

final class LinkFilterTest {
  @Test
  void readsWhatForksSend() throws Exception {
    Map<String, Object> sent = new HashMap<>();
    sent.put("result", new ScalarResult("a", 1, "us", AggregationPolicy.AVG));
    sent.put("failure", new IllegalStateException("no", new IOException("cause")));
    sent.put("numbers", new double[][] {{1}, {2}});

    assertThat(received(sent).toString()).contains("failure", "IllegalStateException: no");
  }

  @Test
  void refusesWhatNoForkSends() {
    Runnable lambda = (Runnable & Serializable) () -> {};
    List<Object> strangers = List.of(URI.create("http://x/"), lambda, new java.io.File("x"));
    for (Object stranger : strangers) {
      assertThatThrownBy(() -> received(new ArrayList<>(List.of(stranger))))
          .isInstanceOf(InvalidClassException.class)
          .hasMessageContaining("REJECTED");
    }
  }

  @Test
  void refusesNestingWithoutEnd() {
    List<Object> nested = new ArrayList<>();
    for (int depth = 0; depth < 300; depth++) {
      nested = new ArrayList<>(List.of(nested));
    }
    List<Object> deep = nested;
    assertThatThrownBy(() -> received(deep)).isInstanceOf(InvalidClassException.class);
  }

  private static Object received(Object sent) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sent);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      in.setObjectInputFilter(new LinkFilter());
      return in.readObject();
    }
  }
}
