using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace VpceTools.Aws.Connecting;

/// <summary>Ends a call that is answered with a redirect, before anybody reads the answer.</summary>
internal sealed class RedirectRefusal : PipelineHandler
{
    /// <inheritdoc/>
    public override void InvokeSync(IExecutionContext executionContext)
    {
        base.InvokeSync(executionContext);
        Judge(executionContext);
    }

    /// <inheritdoc/>
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var response = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        Judge(executionContext);
        return response;
    }

    private static void Judge(IExecutionContext executionContext)
    {
        if (executionContext.ResponseContext.HttpResponse is { StatusCode: >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest })
            throw new RedirectException();
    }
}

/// <summary>A call was answered with a redirect.</summary>
internal sealed class RedirectException() : AmazonClientException("The answer is a redirect.");
