using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Naming;

/// <summary>
/// The private DNS names of endpoints, as AWS lists them: with the service, and with an endpoint whose private DNS is on. They are never
/// made up from the service name, which does not tell (<c>ecr.dkr</c> answers to <c>*.dkr.ecr.…</c>).
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-private-dns
/// </remarks>
internal static class PrivateNames
{
    /// <summary>Whether private DNS is on; null where nothing tells.</summary>
    public static bool? IsOn(VpcEndpoint endpoint) => EndpointNames.IsPrivateDnsOn(endpoint);

    /// <summary>
    /// Whether clients in the VPC are given the endpoint's private addresses: private DNS is on, and not for an inbound resolver only.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns</remarks>
    public static bool? AnswersInVpc(VpcEndpoint endpoint) => IsOn(endpoint) == true
        && endpoint.PrivateDnsOnlyForInboundResolverEndpoint == true ? false : IsOn(endpoint);

    /// <summary>The names that the endpoint has, or would have with private DNS on; empty where none are known.</summary>
    public static ValueList<string> Of(VpcEndpoint endpoint, VpcEndpointService? service) =>
        EndpointNames.PrivateNames(endpoint, service, []);

    /// <summary>
    /// Whether private DNS is off although it should be on: the service has private names, and nothing else of the VPC answers them.
    /// </summary>
    public static bool AreWanted(EndpointView view)
    {
        if (view.Endpoint.Type != EndpointType.Interface || IsOn(view.Endpoint) != false)
            return false;
        var names = Of(view.Endpoint, view.Service);
        return names.Count > 0 && Holder(view, names) is null && GatewayBeside(view) is null;
    }

    /// <summary>
    /// Another endpoint of the VPC that holds one of the names: a VPC resolves each name to one endpoint only. One service has one set of
    /// names.
    /// </summary>
    public static VpcEndpoint? Holder(EndpointView view, IEnumerable<string> names)
    {
        var wanted = new HashSet<string>(names, StringComparer.Ordinal);
        return view.Neighbours.FirstOrDefault(other => other.HasInterfaces && IsOn(other) == true && IsAlive(other)
            && ((other.ServiceName.Length > 0 && other.ServiceName == view.Endpoint.ServiceName)
                || Of(other, view.Index.ServiceOf(other)).Any(wanted.Contains)));
    }

    /// <summary>The gateway endpoint of the same service that the VPC has; null for none.</summary>
    public static VpcEndpoint? GatewayBeside(EndpointView view) =>
        view.Neighbours.FirstOrDefault(other => other.Type == EndpointType.Gateway && other.ServiceName == view.Endpoint.ServiceName
            && IsAlive(other));

    /// <summary>
    /// Whether a name, a wildcard perhaps, covers another. A wildcard record answers for every depth below it, not for its own apex.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html#domain-name-format-asterisk</remarks>
    public static bool Covers(string pattern, string name) =>
        pattern == name || (pattern.StartsWith("*.", StringComparison.Ordinal) && name.Length > pattern.Length - 1
            && name.EndsWith(pattern.Substring(1), StringComparison.Ordinal));

    /// <summary>Whether a name, in lower case, is one of the endpoint's own and not the service's.</summary>
    public static bool IsEndpointSpecific(string name) => name.Contains("vpce-") || name.Contains(".vpce.");

    /// <summary>An endpoint that is gone, or never came to be, holds no name.</summary>
    public static bool IsAlive(VpcEndpoint endpoint) =>
        endpoint.State is not (EndpointState.Deleted or EndpointState.Deleting or EndpointState.Failed
            or EndpointState.Rejected or EndpointState.Expired);
}
