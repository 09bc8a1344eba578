package fanout.examples;

import fanout.process.Codec;
import fanout.process.ProcessQueue;
import fanout.process.Queues;
import fanout.process.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a command, catches its output and puts it on the queue {@code outputs}. */
public final class ExternalCommand implements Task<List<String>, Integer> {
  @Override
  public Codec<List<String>> argumentCodec() {
    return Codec.listOf(Codec.TEXT);
  }

  @Override
  public Codec<Integer> resultCodec() {
    return Codec.INTEGER;
  }

  @Override
  public Integer run(List<String> words, Queues queues) throws IOException, InterruptedException {
    Process command = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output =
        new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    ProcessQueue<String> outputs = queues.get("outputs", Codec.TEXT);
    outputs.put(output);
    return command.waitFor();
  }
}
