package fanout.exchange;

import okhttp3.HttpUrl;
import okhttp3.Request;

/** Requests as OkHttp has them, with as little parsing of addresses as can be. */
final class OkHttpUrls {
  private final Target target;
  private final HttpUrl base;

  OkHttpUrls(Target target) {
    this.target = target;
    base = HttpUrl.get(target.base());
  }

  /** Returns one request. Left to itself OkHttp would ask for gzip, which no other client does. */
  Request.Builder request(int number) {
    return new Request.Builder().url(of(number)).header("Accept-Encoding", Target.ENCODING);
  }

  private HttpUrl of(int number) {
    if (target.isStatusOnly()) {
      return target.isFixed() ? base : HttpUrl.get(target.of(number));
    }
    return base.newBuilder().encodedPath("/" + number).build();
  }
}
