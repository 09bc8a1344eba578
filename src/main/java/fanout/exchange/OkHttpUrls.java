package fanout.exchange;

import okhttp3.HttpUrl;

/** The addresses of requests as OkHttp has them, with as little parsing as can be. */
final class OkHttpUrls {
  private final Target target;
  private final HttpUrl base;

  OkHttpUrls(Target target) {
    this.target = target;
    base = HttpUrl.get(target.base());
  }

  /** Returns the address of one request. */
  HttpUrl of(int number) {
    if (target.isStatusOnly()) {
      return target.isFixed() ? base : HttpUrl.get(target.of(number));
    }
    return base.newBuilder().encodedPath("/" + number).build();
  }
}
