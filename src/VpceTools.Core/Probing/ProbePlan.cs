using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Policies;
using VpceTools.Reachability;

namespace VpceTools.Probing;

/// <summary>Which names and addresses to probe for an endpoint, from what EC2 says about it.</summary>
public static class ProbePlan
{
    /// <summary>
    /// What S3 calls the wildcard of its endpoint-specific names, and any label for the rest: a wildcard record answers to every one.
    /// </summary>
    /// <remarks>
    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#accessing-s3-interface-endpoints
    /// </remarks>
    private const string WildcardLabel = "bucket";

    /// <summary>The request for an endpoint; null where it has no name to resolve and no address to connect to.</summary>
    public static ProbeRequest? For(EndpointView context)
    {
        var (endpoint, index) = (context.Endpoint, context.Index);
        if (endpoint.Type == EndpointType.GatewayLoadBalancer)
            return null;
        var service = ServiceNames(context).Select(name => new ProbeName(name, NameKind.Service)).Take(1);
        var own = endpoint.DnsEntries.Select(e => Concrete(e.DnsName)).Where(name => PrivateNames.IsEndpointSpecific(name))
            .Distinct(StringComparer.Ordinal)
            .Select(name => new ProbeName(name, ZoneOf(name) is not null ? NameKind.Zonal : NameKind.Regional))
                .OrderBy(name => name.Kind).ThenBy(name => name.HostName, StringComparer.Ordinal);
        List<ProbeName> all = [.. service, .. own];
        List<ProbeName> names = [.. all.Where(name => ProbeName.IsHostName(name.HostName)).Take(ProbeLimits.Names)];
        IpAddress[] addresses = endpoint.HasInterfaces
            ? [.. endpoint.NetworkInterfaceIds.Where(index.NetworkInterfaces.ContainsKey)
                .SelectMany(id => index.NetworkInterfaces[id].Addresses)]
            : [];
        if (names.Count == 0 && addresses.Length == 0)
            return null;
        return new()
        {
            Names = [.. names],
            Addresses = [.. addresses.Take(ProbeLimits.Connections)],
            ServerName = names.Count > 0 ? names[0].HostName : null,
            Port = context.Port.Number,
            Protocol = ProtocolOf(context.Port.Number),
            Remarks = [.. LeftOut(all, names.Count, addresses.Length)],
        };
    }

    private static IEnumerable<string> LeftOut(List<ProbeName> all, int asked, int addresses)
    {
        var valid = all.Count(name => ProbeName.IsHostName(name.HostName));
        if (valid < all.Count)
            yield return $"{all.Count - valid} of {all.Count} names of the endpoint are no host names and were not asked for, such "
                + $"as {ShownText.Line(all.First(name => !ProbeName.IsHostName(name.HostName)).HostName)}.";
        if (asked < valid)
            yield return $"The endpoint has {valid} names; the first {asked} were asked for.";
        if (addresses > ProbeLimits.Connections)
            yield return $"The endpoint has {addresses} addresses; the first {ProbeLimits.Connections} were connected to.";
    }

    /// <summary>How far a probe goes on a port: SMTP begins without TLS, Cassandra speaks another protocol within it.</summary>
    public static ProbeProtocol ProtocolOf(int port) => port switch
    {
        25 or 587 or 2587 => ProbeProtocol.Tcp, // https://docs.aws.amazon.com/ses/latest/dg/smtp-connect.html
        9142 or 465 or 2465 => ProbeProtocol.Tls, // https://docs.aws.amazon.com/keyspaces/latest/devguide/vpc-endpoints.html
        _ => ProbeProtocol.Https,
    };

    private static IEnumerable<string> ServiceNames(EndpointView context)
    {
        var listed = PrivateNames.Of(context.Endpoint, context.Service);
        // SQS and others have legacy names beside the one that clients take.
        var plain = listed.Where(name => !name.StartsWith("*.", StringComparison.Ordinal))
            .OrderBy(name =>
                name.StartsWith((EndpointServices.CodeOf(context.Endpoint.ServiceName) ?? "") + ".", StringComparison.Ordinal) ? 0 : 1);
        var known = plain.Concat(listed.Select(Concrete));
        if (listed.Count > 0 || context.Endpoint.Type != EndpointType.Gateway || context.Region is not { } region)
            return known;
        // Gateway services have no private name: clients use the Region's public one, and the route does the rest.
        // https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
        return EndpointServices.CodeOf(context.Endpoint.ServiceName) is "s3" or "dynamodb"
            ? [$"{EndpointServices.CodeOf(context.Endpoint.ServiceName)}.{region}.amazonaws.com{(region.StartsWith("cn-", StringComparison.Ordinal) ? ".cn" : "")}"]
            : [];
    }

    /// <summary>
    /// The zone of an endpoint-specific name; null for others. <c>vpce-0abc-suffix</c> is the endpoint's name over all zones,
    /// <c>vpce-0abc-suffix-us-east-1a</c> that of one.
    /// </summary>
    /// <remarks>
    /// https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-dns-hostnames
    /// </remarks>
    public static string? ZoneOf(string name) =>
        name.Split('.').FirstOrDefault(label => label.StartsWith("vpce-", StringComparison.Ordinal)) is { } label
            && label.Split(['-'], 4) is [_, _, _, var zone] ? zone : null;

    private static string Concrete(string name)
    {
        var normal = name.TrimEnd('.').ToLowerInvariant();
        return normal.StartsWith("*.", StringComparison.Ordinal) ? normal.Replace("*.", WildcardLabel + ".") : normal;
    }
}
