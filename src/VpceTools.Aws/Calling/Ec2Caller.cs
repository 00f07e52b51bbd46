using System.Diagnostics;
using Amazon.Runtime;

namespace VpceTools.Aws.Calling;

/// <summary>Makes calls: a few at a time, timed and reported, page by page, their exceptions read.</summary>
/// <param name="target">Whom to ask.</param>
/// <param name="reporter">Hears of each call.</param>
/// <param name="cancellationToken">The user's own.</param>
/// <param name="limit">How long all calls may take together; null where each has its own limit only.</param>
/// <param name="atATime">How many calls run at a time: by default enough for every kind of evidence of one VPC at once, and far below the
/// 100 requests that EC2 lets through in a burst (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html).</param>
internal sealed class Ec2Caller(CallTarget target, CallReporter reporter, CancellationToken cancellationToken,
    TimeSpan? limit = null, int atATime = 12)
    : IDisposable
{
    // Far beyond any account: a list that is longer has no end.
    private const int MostPages = 1_000;
    private const int MostItems = 250_000;

    private readonly CancellationTokenSource _whole = limit is { } all ? new(all) : new();

    private readonly SemaphoreSlim _gate = new(atATime);

    /// <summary>The reporter.</summary>
    public CallReporter Reporter => reporter;

    /// <summary>One call.</summary>
    /// <exception cref="CallFailedException">It gave no answer.</exception>
    public Task<TResponse> CallAsync<TResponse>(string operation, string filter, Func<CancellationToken, Task<TResponse>> call)
        where TResponse : AmazonWebServiceResponse =>
        CallAsync(operation, filter, call, _ => 1, page: 1);

    /// <summary>All pages of a list.</summary>
    /// <exception cref="CallFailedException">A page gave no answer; half a list is worse than none.</exception>
    public async Task<IReadOnlyList<TItem>> PagesAsync<TResponse, TItem>(
        string operation,
        string filter,
        Func<string?, CancellationToken, Task<TResponse>> call,
        Func<TResponse, IReadOnlyCollection<TItem>?> items,
        Func<TResponse, string?> next)
        where TResponse : AmazonWebServiceResponse
    {
        var all = new List<TItem>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? token = null;
        for (var page = 1; ; page++)
        {
            var current = token;
            var response = await CallAsync(operation, filter, stop => call(current, stop), r => items(r)?.Count ?? 0, page)
                .ConfigureAwait(false);
            all.AddRange(items(response) ?? []);
            token = next(response);
            if (string.IsNullOrEmpty(token))
                return all;
            if (page >= MostPages || all.Count >= MostItems)
                throw new CallFailedException(new CallError(ErrorIds.AnswerInvalid,
                    $"{operation}: {target.Address} gave {page:#,0} pages with {all.Count:#,0} items and says that there are more."));
            if (!seen.Add(token!))
                throw new CallFailedException(new CallError(ErrorIds.AnswerInvalid,
                    $"{operation}: {target.Address} gave the same page token twice."));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gate.Dispose();
        _whole.Dispose();
    }

    private async Task<TResponse> CallAsync<TResponse>(
        string operation, string filter, Func<CancellationToken, Task<TResponse>> call, Func<TResponse, int> count, int page)
        where TResponse : AmazonWebServiceResponse
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        var watch = Stopwatch.StartNew();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _whole.Token);
        end.CancelAfter(target.CallTimeout);
        TResponse response;
        try
        {
            response = await call(end.Token).ConfigureAwait(false);
            RefuseForeign(response);
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var error = _whole.IsCancellationRequested
                ? Ended($"{operation} was ended: reading as a whole may take no longer than {limit?.TotalSeconds:0.#} s.")
                : end.IsCancellationRequested
                    ? Ended($"{operation}: {target.Address} gave no answer within {target.CallTimeout.TotalSeconds:0.#} s, retries "
                    + $"included.")
                : CallErrors.Read(e, operation, target);
            reporter.Called(operation, filter, page, error.Code ?? error.ErrorId, watch.Elapsed);
            throw new CallFailedException(error);
        }
        finally
        {
            _gate.Release();
        }

        reporter.Called(operation, filter, page, Items(count(response)), watch.Elapsed);
        return response;
    }

    // Every answer of EC2 has a request id. A page of a proxy or a portal that happens to be XML has none, and would pass for an empty
    // list.
    private static void RefuseForeign<TResponse>(TResponse response)
        where TResponse : AmazonWebServiceResponse
    {
        if (string.IsNullOrEmpty(response.ResponseMetadata?.RequestId))
            throw new System.Xml.XmlException("it has no request id.");
    }

    private static CallError Ended(string message) => new(ErrorIds.RequestTimeout, message) { Delivery = Delivery.Unanswered };

    private static string Items(int count) => count == 1 ? "1 item" : $"{count} items";
}
