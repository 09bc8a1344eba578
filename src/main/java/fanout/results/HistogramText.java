package fanout.results;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** The text of HdrHistogram's compressed form, as result files have it. */
public final class HistogramText {
  private HistogramText() {}

  /** Returns a histogram in Base64; empty if it has no values. */
  public static String of(Histogram histogram) {
    if (histogram.getTotalCount() == 0) {
      return "";
    }
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    byte[] bytes = new byte[histogram.encodeIntoCompressedByteBuffer(buffer)];
    buffer.get(0, bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Reads a histogram's text.
   *
   * @throws IllegalArgumentException if it is not Base64
   * @throws DataFormatException if it is not a compressed histogram
   */
  public static Histogram parse(String text) throws DataFormatException {
    byte[] bytes = Base64.getDecoder().decode(text);
    return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
  }
}
