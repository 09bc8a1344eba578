package fanout.process;

import fanout.os.PrivateFile;
import fanout.os.ProcessPipes;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The parent's part in making a channel: what must be there before the worker is started.
 *
 * @param kind what carries frames
 * @param address how the worker finds it, for {@link #join}
 * @param made the parent's end, or {@code null} if that comes with the process itself
 */
record ChannelOffer(ChannelKind kind, String address, @Nullable ByteLink made) {
  private static final String SEPARATOR = ":";

  /** Makes what a worker of the given index will look for. */
  static ChannelOffer make(ChannelKind kind, int index) throws IOException {
    if (kind == ChannelKind.PIPE) {
      return new ChannelOffer(kind, kind.word(), null);
    }
    PrivateFile place = PrivateFile.make("worker-" + index);
    boolean held = false;
    try {
      ByteLink link = SocketLink.listen(place);
      held = true;
      return new ChannelOffer(kind, kind.word() + SEPARATOR + place.path(), link);
    } finally {
      if (!held) {
        place.remove();
      }
    }
  }

  /** Returns the parent's end, for a worker that has been started. */
  ByteLink link(ProcessPipes pipes) {
    return made != null ? made : new PipeLink(pipes.stdout(), pipes.stdin());
  }

  /** Takes the offer back: the worker could not be started. */
  void withdraw() throws IOException {
    if (made != null) {
      made.close();
    }
  }

  /**
   * Returns the worker's end.
   *
   * @param address what the parent's offer says
   */
  static ByteLink join(String address) throws IOException {
    String[] parts = address.split(SEPARATOR, 2);
    return switch (ChannelKind.parse(parts[0])) {
      case PIPE ->
          new PipeLink(
              new FileInputStream(FileDescriptor.in).getChannel(),
              new FileOutputStream(FileDescriptor.out).getChannel());
      case UNIX -> SocketLink.join(new PrivateFile(Path.of(parts[1])));
    };
  }
}
