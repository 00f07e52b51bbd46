using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>What is known of an endpoint's private names.</summary>
/// <param name="Zones">The zones.</param>
/// <param name="Missing">The evidence without which there may be more names; null where these are all.</param>
internal sealed record PrivateDnsZones(ValueList<PrivateDnsZone> Zones, MissingNameEvidence? Missing)
{
    public static PrivateDnsZones None { get; } = new([], null);

    public static PrivateDnsZones Of(VpcEndpoint endpoint, VpcEndpointService? service, ValueList<VpcEndpointAssociation>? associations)
    {
        if (endpoint.Type is EndpointType.Gateway or EndpointType.GatewayLoadBalancer)
            return None;
        var isOn = EndpointNames.IsPrivateDnsOn(endpoint);
        var names = EndpointNames.PrivateNames(endpoint, service, associations ?? []);
        var zones = names.GroupBy(BaseOf, StringComparer.Ordinal).Select(g =>
        {
            var (atWork, reason) = IsAtWork(endpoint, service, isOn, g.Key);
            return new PrivateDnsZone(endpoint, g.Key, g.Contains(g.Key), g.Any(n => n != g.Key), atWork, reason);
        }).ToValueList();
        // An endpoint that has no private name at work cannot have an unseen one at work either.
        var mayHoldMore = isOn != false && StateIsAtWork(endpoint.State) != false;
        return new(zones, mayHoldMore ? MissingNames(endpoint, service, associations) : null);
    }

    private static MissingNameEvidence? MissingNames(VpcEndpoint endpoint, VpcEndpointService? service,
        ValueList<VpcEndpointAssociation>? associations)
    {
        if (endpoint.ServiceName.Length > 0)
        {
            return service is not null ? null : new(NameEvidenceKind.VpcEndpointService, endpoint.ServiceName, endpoint.OwnerId,
                $"Endpoint {endpoint.Id} may hold the name: the private names of {endpoint.ServiceName} are not known.");
        }

        return associations is not null ? null : new(NameEvidenceKind.VpcEndpointAssociation, endpoint.Id, endpoint.OwnerId,
            $"Endpoint {endpoint.Id} may hold the name: the names that it gives access to are not known.");
    }

    private static (bool? AtWork, string Reason) IsAtWork(VpcEndpoint endpoint, VpcEndpointService? service, bool? isOn, string domain)
    {
        if (isOn == false)
            return (false, "its private DNS is off");
        if (StateIsAtWork(endpoint.State) == false)
            return (false, $"it is {endpoint.StateName}");
        // "Consumers of the endpoint service cannot use the private name when the state is not verified."
        // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ServiceDetail.html
        if (service?.PrivateDnsNameVerificationState is { Length: > 0 } state
            && !string.Equals(state, "verified", StringComparison.OrdinalIgnoreCase))
            return (false, $"the service's owner has not proved to own the name ({state})");
        if (isOn is null)
            return (null, "whether its private DNS is on is not known");
        if (StateIsAtWork(endpoint.State) is null)
            return (null, $"it is {(endpoint.StateName.Length == 0 ? "in a state that is not known" : endpoint.StateName)}");
        return endpoint.ServiceName.Length > 0 ? (true, "") : IsPreferred(endpoint, domain);
    }

    /// <summary>An endpoint that is being changed may still answer, and says <c>pending</c>.</summary>
    public static bool? StateIsAtWork(EndpointState state) => state switch
    {
        EndpointState.Available => true,
        EndpointState.Pending or EndpointState.Partial or EndpointState.Deleting or EndpointState.Unknown => null,
        _ => false,
    };

    /// <summary>
    /// Which of a resource's custom domain names become private names:
    /// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DnsOptions.html
    /// </summary>
    private static (bool? AtWork, string Reason) IsPreferred(VpcEndpoint endpoint, string domain)
    {
        var isSpecified = endpoint.PrivateDnsSpecifiedDomains.Select(DomainName.Normalize).Any(specified =>
            domain == specified || domain.EndsWith("." + BaseOf(specified), StringComparison.Ordinal));
        return endpoint.PrivateDnsPreference?.ToUpperInvariant() switch
        {
            "ALL_DOMAINS" => (true, ""),
            "SPECIFIED_DOMAINS_ONLY" when isSpecified => (true, ""),
            "SPECIFIED_DOMAINS_ONLY" => (false, "its private DNS preference leaves the domain out"),
            "VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS" when isSpecified => (true, ""),
            null => (null, "its private DNS preference is not known"),
            var preference => (null, $"its private DNS preference is {preference}, and whether the domain is verified is not known"),
        };
    }

    private static string BaseOf(string name) => name.StartsWith("*.", StringComparison.Ordinal) ? name.Substring(2) : name;
}

/// <summary>
/// The hosted zones that AWS keeps out of sight for an endpoint with private DNS: one a private name, with a record at the name itself, one
/// for everything below it (<c>*.name</c>), or both.
/// </summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Domain">The zone's name.</param>
/// <param name="HasApex">Whether the name itself has addresses.</param>
/// <param name="HasWildcard">Whether every name below it has.</param>
/// <param name="IsAtWork">Whether it answers; null where that is not known.</param>
/// <param name="Reason">Why it does not answer, or why that is not known.</param>
internal sealed record PrivateDnsZone(VpcEndpoint Endpoint, string Domain, bool HasApex, bool HasWildcard, bool? IsAtWork, string Reason);
