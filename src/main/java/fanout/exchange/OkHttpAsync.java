package fanout.exchange;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
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
  private final FirstTimeout timeout = new FirstTimeout();

  private record Flight(int number, Progress progress) {}

  /** Ends a call that is not to be issued. */
  private static final class NotIssuedException extends IOException {
    private final transient Failure failure;

    NotIssuedException(Failure failure) {
      super(failure.detail());
      this.failure = failure;
    }
  }

  OkHttpAsync(Target target, int concurrency) {
    this.target = target;
    urls = new OkHttpUrls(target);
    dispatcher.setMaxRequests(concurrency);
    dispatcher.setMaxRequestsPerHost(concurrency);
    OkHttpClient.Builder builder =
        OkHttpExchange.client(
                target, concurrency, Exchange.IO_LIMIT, Protocol.HTTP_1_1, connectionsOpened)
            .dispatcher(dispatcher);
    builder.interceptors().addFirst(this::start);
    client = builder.build();
  }

  @Override
  public void issue(int requests, Progress progress) {
    for (int number = 0; number < requests; number++) {
      Request.Builder request = urls.request(number);
      Flight flight = new Flight(number, progress);
      progress.submitted(number);
      client.newCall(request.tag(Flight.class, flight).build()).enqueue(new Landing(flight));
    }
  }

  /** The first of the client's interceptors, and the first thing on the dispatcher's thread. */
  private Response start(Interceptor.Chain chain) throws IOException {
    Flight flight = chain.request().tag(Flight.class);
    if (flight != null) {
      flight.progress().started(flight.number());
      Failure notIssued = timeout.before(flight.number());
      if (notIssued != null) {
        throw new NotIssuedException(notIssued);
      }
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
      end(read(response));
    }

    @Override
    public void onFailure(Call call, IOException e) {
      end(
          e instanceof NotIssuedException not
              ? not.failure
              : OkHttpExchange.failure(flight.number(), e));
    }

    private void end(Outcome outcome) {
      flight.progress().finished(flight.number(), timeout.after(outcome));
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
