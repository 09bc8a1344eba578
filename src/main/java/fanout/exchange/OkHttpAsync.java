package fanout.exchange;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * HTTP/1.1 through OkHttp's {@code enqueue}. All requests of a batch are enqueued at once; the
 * client's dispatcher runs c of them, each on a thread of its own, which blocks as it would for
 * {@code execute}. A request is started when that thread has it, and finished at the end of its
 * callback: what the dispatcher does in between is hand-off.
 */
final class OkHttpAsync implements AsyncExchange {
  private final OkHttpUrls urls;
  private final Target target;
  private final Dispatcher dispatcher = new Dispatcher();
  private final OkHttpClient client;
  private final AtomicLong connectionsOpened = new AtomicLong();

  /** The request that the dispatcher's thread has. */
  private record Flight(int number, Progress progress) {}

  OkHttpAsync(Target target, int concurrency) {
    this.target = target;
    urls = new OkHttpUrls(target);
    dispatcher.setMaxRequests(concurrency);
    dispatcher.setMaxRequestsPerHost(concurrency);
    client =
        OkHttpExchange.client(concurrency, Exchange.IO_LIMIT, Protocol.HTTP_1_1, connectionsOpened)
            .dispatcher(dispatcher)
            .addInterceptor(OkHttpAsync::start)
            .build();
  }

  @Override
  public void issue(int requests, Progress progress) {
    for (int number = 0; number < requests; number++) {
      HttpUrl url = urls.of(number);
      Flight flight = new Flight(number, progress);
      progress.submitted(number);
      client
          .newCall(new Request.Builder().url(url).tag(Flight.class, flight).build())
          .enqueue(new Landing(flight));
    }
  }

  /** The first of the client's interceptors, and the first thing on the dispatcher's thread. */
  private static Response start(Interceptor.Chain chain) throws IOException {
    Flight flight = chain.request().tag(Flight.class);
    if (flight != null) {
      flight.progress().started(flight.number());
    }
    return chain.proceed(chain.request());
  }

  @Override
  public long connectionsOpened() {
    return connectionsOpened.get();
  }

  @Override
  public void close() {
    dispatcher.cancelAll();
    dispatcher.executorService().shutdownNow();
    dispatcher.executorService().close();
    client.connectionPool().evictAll();
  }

  private final class Landing implements Callback {
    private final Flight flight;

    Landing(Flight flight) {
      this.flight = flight;
    }

    @Override
    public void onResponse(Call call, Response response) {
      flight.progress().finished(flight.number(), read(response));
    }

    @Override
    public void onFailure(Call call, IOException e) {
      flight.progress().finished(flight.number(), OkHttpExchange.failure(flight.number(), e));
    }

    private Outcome read(Response response) {
      try (response) {
        return OkHttpExchange.read(target, flight.number(), response);
      } catch (IOException e) {
        return OkHttpExchange.failureInBody(flight.number(), e);
      }
    }
  }
}
