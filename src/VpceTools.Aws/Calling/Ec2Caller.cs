using System.Diagnostics;
using Amazon.Runtime;
using VpceTools.Aws.Connecting;

namespace VpceTools.Aws.Calling;

/// <summary>Makes calls: a few at a time, timed and reported, page by page, their exceptions read.</summary>
internal sealed class Ec2Caller(Ec2Session session, CallReporter reporter, CancellationToken cancellationToken) : IDisposable
{
    // Enough for every kind of evidence of one VPC at once; far below the 100 requests that EC2 lets through in a burst:
    // https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
    private readonly SemaphoreSlim _gate = new(12);

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
            var response = await CallAsync(operation, filter, stop => call(current, stop), r => items(r)?.Count ?? 0, page).ConfigureAwait(false);
            all.AddRange(items(response) ?? []);
            token = next(response);
            if (string.IsNullOrEmpty(token))
                return all;
            if (!seen.Add(token!))
                throw new CallFailedException(new CallError(ErrorIds.AnswerInvalid, $"{operation}: {session.Address} gave the same page token twice."));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<TResponse> CallAsync<TResponse>(
        string operation, string filter, Func<CancellationToken, Task<TResponse>> call, Func<TResponse, int> count, int page)
        where TResponse : AmazonWebServiceResponse
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        var watch = Stopwatch.StartNew();
        TResponse response;
        try
        {
            response = await call(cancellationToken).ConfigureAwait(false);
            RefuseForeign(response);
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var error = CallErrors.Read(e, operation, session);
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

    // Every answer of EC2 has a request id. A page of a proxy or a portal that happens to be XML has none, and would pass for an empty list.
    private static void RefuseForeign<TResponse>(TResponse response)
        where TResponse : AmazonWebServiceResponse
    {
        if (string.IsNullOrEmpty(response.ResponseMetadata?.RequestId))
            throw new System.Xml.XmlException("it has no request id.");
    }

    private static string Items(int count) => count == 1 ? "1 item" : $"{count} items";
}
