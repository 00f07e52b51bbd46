using System.Diagnostics;
using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace VpceTools.Aws.Connecting;

/// <summary>
/// Takes in an answer before anybody reads it: whole, within the time that a request may take, no larger than any that AWS gives, and no
/// redirect. The SDK's own time limit ends with the headers, and a body that stalls behind them would hold it for ever.
/// </summary>
internal sealed class AnswerGuard : PipelineHandler
{
    /// <summary>A page of 1,000 network interfaces has some megabytes.</summary>
    private const int LargestAnswer = 64 * 1024 * 1024;

    private static readonly TimeSpan ShortestPatience = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override void InvokeSync(IExecutionContext executionContext)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            base.InvokeSync(executionContext);
        }
        catch (HttpErrorResponseException e)
        {
            throw Whole(e, Take(e.Response));
        }

        executionContext.ResponseContext.HttpResponse = Take(executionContext.ResponseContext.HttpResponse);

        IWebResponseData Take(IWebResponseData response) =>
            Task.Run(() => TakeAsync(response, executionContext.RequestContext.ClientConfig, watch.Elapsed, CancellationToken.None))
                .GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var watch = Stopwatch.StartNew();
        T result;
        try
        {
            result = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        }
        catch (HttpErrorResponseException e)
        {
            throw Whole(e, await Take(e.Response).ConfigureAwait(false));
        }

        executionContext.ResponseContext.HttpResponse = await Take(executionContext.ResponseContext.HttpResponse).ConfigureAwait(false);
        return result;

        Task<IWebResponseData> Take(IWebResponseData response) =>
            TakeAsync(response, executionContext.RequestContext.ClientConfig, watch.Elapsed,
                executionContext.RequestContext.CancellationToken);
    }

    private static HttpErrorResponseException Whole(HttpErrorResponseException exception, IWebResponseData response) =>
        new(exception.Message, exception, response);

    private static async Task<IWebResponseData> TakeAsync(IWebResponseData response, IClientConfig config, TimeSpan taken,
        CancellationToken cancellationToken)
    {
        if (response.StatusCode is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest)
        {
            response.ResponseBody.Dispose();
            throw new RedirectException();
        }

        var left = (config.Timeout ?? TimeSpan.FromSeconds(100)) - taken;
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => ReadAsync(response, clock.Token), CancellationToken.None);
        var ended = await Task.WhenAny(reading, Task.Delay(left < ShortestPatience ? ShortestPatience : left, cancellationToken))
            .ConfigureAwait(false) == reading;
        clock.Cancel();
        if (!ended)
        {
            // On .NET Framework a read takes no token; without its stream it ends.
            response.ResponseBody.Dispose();
            _ = reading.ContinueWith(late =>
                late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException("The answer began and did not come to its end.");
        }

        return new WholeResponse(response, await reading.ConfigureAwait(false));
    }

    private static async Task<byte[]> ReadAsync(IWebResponseData response, CancellationToken cancellationToken)
    {
        using var stream = await response.ResponseBody.OpenResponseAsync().ConfigureAwait(false);
        var whole = new MemoryStream();
        var buffer = new byte[81920];
        int count;
#if NET
        while ((count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
#else
        while ((count = await stream.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false)) > 0)
#endif
        {
            if (whole.Length + count > LargestAnswer)
                throw new IOException($"the answer is larger than {LargestAnswer / 1024 / 1024} MB");
            whole.Write(buffer, 0, count);
        }

        return whole.ToArray();
    }

    /// <summary>A response whose body is here already.</summary>
    private sealed class WholeResponse(IWebResponseData head, byte[] body) : IWebResponseData, IHttpResponseBody
    {
        public long ContentLength => body.Length;

        public string ContentType => head.ContentType;

        public HttpStatusCode StatusCode => head.StatusCode;

        public bool IsSuccessStatusCode => head.IsSuccessStatusCode;

        public IHttpResponseBody ResponseBody => this;

        public string[] GetHeaderNames() => head.GetHeaderNames();

        public bool IsHeaderPresent(string headerName) => head.IsHeaderPresent(headerName);

        public string GetHeaderValue(string headerName) => head.GetHeaderValue(headerName);

        public bool IsEventHeaderPresent(string headerName) => head.IsEventHeaderPresent(headerName);

        public Amazon.Runtime.EventStreams.IEventStreamHeader GetEventStreamHeader(string headerName) =>
            head.GetEventStreamHeader(headerName);

        public Stream OpenResponse() => new MemoryStream(body, writable: false);

        public Task<Stream> OpenResponseAsync() => Task.FromResult(OpenResponse());

        public void Dispose() => head.ResponseBody.Dispose();
    }
}

/// <summary>A call was answered with a redirect.</summary>
internal sealed class RedirectException() : AmazonClientException("The answer is a redirect.");
