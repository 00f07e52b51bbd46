using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon;
using VpceTools.Aws.Calling;
using VpceTools.Aws.Connecting;
using VpceTools.Repairs.Actions;
using VpceTools.Sources;

namespace VpceTools.Aws.Names;

/// <summary>The calls of Route 53, its Resolver and its Profiles for one account and Region.</summary>
internal sealed class NameCalls : IDisposable
{
    /// <summary>Route 53 takes five requests a second of an account.</summary>
    /// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html</remarks>
    private const int AtATime = 4;

    private readonly Dictionary<NameService, (Route53Client Client, Ec2Caller Caller, CallTarget Target)> _services = [];

    private NameCalls(string region) => Region = region;

    /// <summary>The Region.</summary>
    public string Region { get; }

    /// <summary>Whether a connection leads to these services: another address for EC2 says nothing of theirs.</summary>
    public static bool CanReach(AwsConnection connection) => connection.EndpointUrl is null || connection.NameEndpointUrl is not null;

    /// <summary>Finds Region and credentials and makes the clients; sends nothing.</summary>
    /// <param name="connection">Whose account and Region.</param>
    /// <param name="pool">The credentials.</param>
    /// <param name="reporter">Tells of calls.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <param name="services">The services; null for those that know what decides names.</param>
    /// <exception cref="NetworkSourceException">Something needed is missing or cannot work.</exception>
    public static async Task<NameCalls> OpenAsync(
        AwsConnection connection, CredentialPool pool, CallReporter reporter, CancellationToken cancellationToken,
        IReadOnlyList<NameService>? services = null)
    {
        var access = await AwsAccess.OpenAsync(connection, pool, cancellationToken).ConfigureAwait(false);
        var calls = new NameCalls(access.Region);
        foreach (var service in services ?? NameService.All)
        {
            var config = access.Configure(new NameConfig(service));
            // Another address may be set in the environment, which the SDK has read by now.
            var (url, signingRegion) = service.EndpointOf(RegionEndpoint.GetBySystemName(access.Region), config.UseFIPSEndpoint);
            config.ServiceURL = connection.NameEndpointUrl ?? config.ServiceURL ?? url;
            config.AuthenticationRegion = signingRegion;
            config.AuthenticationServiceName = service.Prefix;
            var target = new CallTarget(
                service.Title, service.Prefix, config.ServiceURL, config.Timeout, connection.CallTimeout, access.Scrubber);
            calls._services[service] = (new Route53Client(access.Credentials, config),
                new Ec2Caller(target, reporter, cancellationToken, connection.ReadTimeout, AtATime), target);
        }

        return calls;
    }

    /// <summary>One answer: all pages of a list as one document, with the parent that the answer itself does not name.</summary>
    /// <exception cref="CallFailedException">It gave no answer; half a list is worse than none.</exception>
    public async Task<JsonElement> AskAsync(NameOperation operation, string? parent, params (string Name, string Value)[] further)
    {
        var (client, caller, _) = _services[operation.Service];
        var filter = string.Join(" ", new[] { parent }.Concat(further.Select(f => f.Value)).Where(text => text is not null));
        var parameters = further.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        if (parent is not null)
            parameters[operation.Parent!] = parent;
        if (operation.Limit is { } limit && !parameters.ContainsKey(limit))
            parameters[limit] = operation.LargestPage.ToString(System.Globalization.CultureInfo.InvariantCulture);
        JsonElement last = default;
        var items = await caller.PagesAsync(
            operation.Name, filter,
            (token, stop) =>
            {
                var page = new Dictionary<string, string>(parameters, StringComparer.Ordinal);
                if (token is not null)
                    page["NextToken"] = token;
                return client.CallAsync(new NameRequest(operation, page), stop);
            },
            response => ItemsOf(operation, last = response.Document),
            response => response.Document.ValueKind == JsonValueKind.Object && response.Document.TryGetProperty("NextToken", out var token)
                ? token.GetString() : null).ConfigureAwait(false);
        var document = JsonNode.Parse(last.GetRawText())!.AsObject();
        document.Remove("NextToken");
        if (last.GetProperty(operation.Key).ValueKind == JsonValueKind.Array)
            document[operation.Key] = new JsonArray([.. items.Select(item => JsonNode.Parse(item.GetRawText()))]);
        if (parent is not null && operation.Parent != "Id")
            document[operation.Parent!] = parent;
        foreach (var (name, value) in further.Where(f => f.Name == "StartRecordName"))
            document[name] = value;
        using var whole = JsonDocument.Parse(document.ToJsonString());
        return whole.RootElement.Clone();
    }

    /// <summary>Where a service is, for what is said of it.</summary>
    public CallTarget TargetOf(NameService service) => _services[service].Target;

    /// <summary>Sends a change of a hosted zone, once.</summary>
    public Task<NameResponse> ChangeAsync(HostedZoneAction action, CancellationToken cancellationToken) =>
        _services[NameService.Route53].Client.ChangeAsync(new(action), cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (client, caller, _) in _services.Values)
        {
            client.Dispose();
            caller.Dispose();
        }
    }

    /// <summary>An answer without its list is somebody else's: it would pass for an empty one.</summary>
    private static List<JsonElement> ItemsOf(NameOperation operation, JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object || !document.TryGetProperty(operation.Key, out var value))
            throw new System.Xml.XmlException($"it has no {operation.Key}.");
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
    }
}
