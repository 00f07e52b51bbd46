using System.Text.Json.Nodes;
using VpceTools.Testing.Protocol;

namespace VpceTools.Testing.Serving;

/// <summary>What an operation runs with: the world, its request, and the server's settings.</summary>
internal sealed record OperationContext(
    Ec2World World, JsonObject Request, Ec2Model.Operation Model, Ec2TestServerOptions Options, Caller Caller, DateTimeOffset Now)
{
    /// <summary>A parameter's text; null where the request has none.</summary>
    public string? Text(string parameter) => Request[parameter]?.ToString();

    /// <summary>A parameter's text, or the refusal of a request without it.</summary>
    public string Required(string parameter) => Text(parameter) is { Length: > 0 } text ? text
        : throw Ec2Exception.MissingParameter(parameter);

    /// <summary>A flag; null where the request has none.</summary>
    public bool? Flag(string parameter) => Request[parameter]?.GetValue<bool>();

    /// <summary>A list of texts; empty where the request has none.</summary>
    public IReadOnlyList<string> Texts(string parameter) => [.. (Request[parameter] as JsonArray ?? []).Select(item => item!.ToString())];
}
