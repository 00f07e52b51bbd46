namespace VpceTools.Testing;

/// <summary>One request that reached the test server, and what became of it.</summary>
public sealed class Ec2Call
{
    internal Ec2Call(string operation, IReadOnlyDictionary<string, string> parameters, DateTimeOffset receivedAt, string? userAgent)
    {
        Operation = operation;
        Parameters = parameters;
        ReceivedAt = receivedAt;
        UserAgent = userAgent;
    }

    /// <summary>The operation, such as <c>DescribeVpcEndpoints</c>.</summary>
    public string Operation { get; }

    /// <summary>The parameters as they travelled: <c>Filter.1.Name</c> → <c>vpc-id</c>.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; }

    /// <summary>When the request arrived.</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>The client's name for itself.</summary>
    public string? UserAgent { get; }

    /// <summary>The access key that signed the request; null where none did.</summary>
    public string? AccessKeyId { get; internal set; }

    /// <summary>The Region that the request was signed for.</summary>
    public string? Region { get; internal set; }

    /// <summary>The HTTP status of the answer; null while there is none (a hang, a cut connection).</summary>
    public int? StatusCode { get; internal set; }

    /// <summary>EC2's error code where the answer is a refusal.</summary>
    public string? ErrorCode { get; internal set; }

    /// <summary>Whether the client gave up before the answer.</summary>
    public bool Aborted { get; internal set; }

    /// <summary>The values of a filter of the request; empty where it has none of that name.</summary>
    public IReadOnlyList<string> Filter(string name)
    {
        var key = Parameters.FirstOrDefault(parameter => parameter.Value == name
            && parameter.Key.StartsWith("Filter.", StringComparison.Ordinal)
                && parameter.Key.EndsWith(".Name", StringComparison.Ordinal)).Key;
        return key is null ? [] : [.. Parameters.Where(parameter =>
            parameter.Key.StartsWith(key[..^"Name".Length] + "Value.", StringComparison.Ordinal)).Select(parameter => parameter.Value)];
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Operation}({string.Join(", ", Parameters.Where(parameter => parameter.Key is not ("Action" or "Version")).Select(parameter => $"{parameter.Key}={parameter.Value}"))}) {(Aborted ? "aborted" : ErrorCode ?? StatusCode?.ToString(null, null) ?? "open")}";
}
