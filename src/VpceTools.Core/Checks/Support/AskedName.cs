using VpceTools.Model;
using VpceTools.Naming;

namespace VpceTools.Checks.Support;

/// <summary>A private name of an endpoint as clients ask for it, and what they are answered.</summary>
/// <param name="Place">Where they ask.</param>
/// <param name="Listed">The name as AWS lists it, a wildcard perhaps.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Leads">Whether it leads to the endpoint; null where that is not known.</param>
internal sealed record AskedName(ClientPlace Place, string Listed, NameAnswer Answer, bool? Leads)
{
    /// <summary>Any label below a wildcard that no record of its own is likely to have.</summary>
    private const string WildcardLabel = "name-below";

    /// <summary>Asks for the endpoint's names from a place.</summary>
    public static ValueList<AskedName> Ask(CheckContext context, ClientPlace place, IEnumerable<string> listed) =>
        [.. listed.Select(name => Ask(context, place, name, place.Asker)).OfType<AskedName>()];

    /// <summary>The same as the VPC's own resolver answers it, whatever resolver DHCP gives to clients.</summary>
    /// <param name="context">The endpoint.</param>
    /// <param name="place">Where it is asked.</param>
    /// <param name="listed">The names.</param>
    /// <param name="assumesVpcDns">Whether the VPC's DNS attributes are taken to be on: a repair of them brings no news then.</param>
    public static ValueList<AskedName> AskVpcResolver(
        CheckContext context, ClientPlace place, IEnumerable<string> listed, bool assumesVpcDns = false)
    {
        var asker = place.Asker with { AsksVpcResolver = true, AssumesVpcDns = assumesVpcDns };
        return [.. listed.Select(name => Ask(context, place, name, asker)).OfType<AskedName>()];
    }

    /// <summary>What decided, or is at fault, in the engine's words.</summary>
    public string Because => Answer.Chain.LastOrDefault(s => s.Outcome == NameStepOutcome.Decided)?.Text ?? "";

    /// <summary>The steps that mattered, a line each.</summary>
    public string Steps => string.Join("\n", Answer.Chain.Where(s => s.Outcome != NameStepOutcome.Passed).Select(s => s.Text).Distinct());

    /// <summary>Another endpoint that the name leads to, by address or by a record that names it; null for none.</summary>
    public string? OtherEndpointId => Answer.Status == NameStatus.Unknown
        ? Answer.Missing.FirstOrDefault(m => m.Kind == NameEvidenceKind.VpcEndpoint)?.ResourceId : Answer.EndpointId;

    private static AskedName? Ask(CheckContext context, ClientPlace place, string listed, NameClient asker)
    {
        var concrete = listed.Replace("*", WildcardLabel);
        if (!DomainName.TryParse(concrete, out var name))
            return null;
        // An answer that says all is well has to be so for each family that the endpoint has records of.
        return TypesOf(context.Endpoint).Select(type =>
        {
            var answer = NameResolver.Resolve(context.Names, asker, name!, type);
            return new AskedName(place, listed, answer, LeadsTo(context, answer));
        }).OrderBy(asked => asked switch
        {
            { Leads: false, Answer.Status: not (NameStatus.NoData or NameStatus.NxDomain) } => 0,
            { Leads: null } => 1,
            { Leads: true } => 2,
            _ => 3,
        }).First();
    }

    /// <summary>The types of records that the endpoint's names have.</summary>
    public static IReadOnlyList<NameType> TypesOf(VpcEndpoint endpoint) => endpoint.DnsRecordIpType?.ToLowerInvariant() switch
    {
        "dualstack" => [NameType.A, NameType.AAAA],
        "ipv6" => [NameType.AAAA],
        null or "" or "service-defined" when string.Equals(endpoint.IpAddressType, "ipv6", StringComparison.OrdinalIgnoreCase) =>
            [NameType.AAAA],
        _ => [NameType.A],
    };

    /// <summary>
    /// The engine's answer, and two cases more: addresses of which none is the endpoint's cannot lead there, whosever they are; nor can a
    /// record that names another endpoint, of which nothing else is known.
    /// </summary>
    private static bool? LeadsTo(CheckContext context, NameAnswer answer)
    {
        var id = context.Endpoint.Id;
        if (answer.LeadsTo(id) is { } known)
            return known;
        if (answer.Status == NameStatus.Resolved)
        {
            return answer.HasAllAddresses && answer.Addresses.Count > 0 && context.Targets.Missing.Count == 0
                && !answer.Addresses.Any(a => context.Targets.Targets.Any(t => t.Addresses.Contains(a.Address))) ? false : null;
        }

        return answer.Presumed is null && answer.Missing.Count > 0 && answer.Missing.All(m => m.Kind == NameEvidenceKind.VpcEndpoint
            && m.ResourceId?.StartsWith("vpce-", StringComparison.Ordinal) == true && m.ResourceId != id) ? false : null;
    }
}
