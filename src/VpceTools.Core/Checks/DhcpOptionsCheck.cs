using VpceTools.Checks.Support;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Probing;

namespace VpceTools.Checks;

/// <summary>Clients resolve names through the VPC's own resolver.</summary>
public sealed class DhcpOptionsCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "DhcpOptions",
        Title = "Clients ask the VPC's resolver",
        Description = "Reads the resolvers of the VPC's DHCP options. Only the VPC's own resolver knows private DNS names; "
            + "another one may forward to it.",
        AppliesTo = EndpointType.Interface | EndpointType.Gateway | EndpointType.Resource | EndpointType.ServiceNetwork,
        Severity = Severity.Medium,
        Layer = CheckLayer.Name,
        Explains = CauseKind.CustomResolver,
        Cause = "Private DNS not enabled",
        Requires = [ResourceKind.Vpc],
        Reads = ReadKinds.ClientsAnd(ResourceKind.DhcpOptions),
        Link = new("https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSetConcepts.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var (problems, passed) = (new List<(CheckStatus, Finding)>(), new List<string>());
        var (missing, names) = (new List<MissingEvidence>(ClientPlace.NotFound(context)), new List<MissingNameEvidence>());
        foreach (var place in ClientPlace.Of(context))
        {
            if (place.Missing(context) is { } where)
            {
                missing.Add(where);
                continue;
            }

            var resolvers = Resolvers.From(context, place.VpcId!);
            if (resolvers.Missing is { } unread)
                missing.Add(unread);
            else if (Judge(context, place, resolvers, names, out var message) is { } finding)
                problems.Add((CheckStatus.Warning, finding));
            else
                passed.Add(message);
        }

        return MissingNames.Conclude(context, problems, names, missing, string.Join(" ", passed));
    }

    /// <summary>What is wrong with the resolvers of a VPC; null and why for nothing.</summary>
    private Finding? Judge(CheckContext context, ClientPlace place, Resolvers resolvers, List<MissingNameEvidence> missing,
        out string message)
    {
        message = resolvers.OptionsId is null
            ? $"{(place.IsHome ? "The VPC" : place.VpcId)} has no DHCP option set: instances on the Nitro System ask "
                + "169.254.169.253; those on Xen are given no resolver."
            : place.IsHome ? $"Clients ask the VPC's resolver ({resolvers.OfVpc})."
            : $"{Prose.Capitalized(place.Label)} ask the resolver of that VPC ({resolvers.OfVpc}).";
        if (resolvers.OptionsId is null || (resolvers.Custom.Count == 0 && resolvers.OfVpc.Count > 0))
            return null;
        if (resolvers.Custom.Count == 0)
            return Describe(context, place, resolvers, Severity.Medium,
                $"DHCP option set {resolvers.OptionsId} gives clients no DNS resolver.") with
            {
                Recommendation = $"Create an option set with AmazonProvidedDNS and associate it with {place.VpcId}; "
                    + "option sets cannot be changed.",
            };
        // Public names are answered alike by every resolver; those that something in the VPC answers are not.
        if (ReliesOnPublicNames(context, place, missing) is not false)
        {
            message = $"Clients ask {resolvers.Custom}; the endpoint relies on public names only, which any resolver can answer.";
            return null;
        }

        // An inbound Resolver endpoint gives the answers of its VPC, which are known.
        if (AskedName.Ask(context, place, PrivateNames.Of(context.Endpoint, context.Service)) is { Count: > 0 } asked
            && asked.All(a => a.Leads == true))
        {
            message = $"{Prose.Capitalized(place.Label)} ask {resolvers.OfVpc.Concat(resolvers.Custom).ToValueList()}, which lead "
                + $"to the endpoint: {asked[0].Answer.Chain.First().Text}";
            return null;
        }

        return Describe(context, place, resolvers, Severity.Low, resolvers.OfVpc.Count == 0
            ? $"Clients of {place.VpcId} ask {resolvers.Custom}, which may or may not forward private "
                + "names to the VPC's resolver."
            : $"Some queries of clients in {place.VpcId} go to {resolvers.Custom}, which may not forward private "
                + "names to the VPC's resolver.") with
        {
            Recommendation = "Look the service's name up from a client. If the answer is a public address, let the resolver forward the "
                + "service's domain to the VPC's "
                + "resolver (from outside the VPC through an inbound Resolver endpoint), or use AmazonProvidedDNS.",
        };
    }

    /// <summary>
    /// Whether the VPC's own resolver says of the endpoint's private names what public DNS says; null where that is not known, which
    /// joins what is missing.
    /// </summary>
    private static bool? ReliesOnPublicNames(CheckContext context, ClientPlace place, List<MissingNameEvidence> missing)
    {
        if (context.Endpoint.Type == EndpointType.Gateway)
            return true;
        if (place.IsHome && PrivateNames.AnswersInVpc(context.Endpoint) != false)
            return false;
        var names = PrivateNames.Of(context.Endpoint, context.Service);
        var asked = AskedName.AskVpcResolver(context, place, names, assumesVpcDns: true);
        // Without DNS support or a name at all nothing but public DNS is left.
        if (asked.All(a => a.Answer.Status is NameStatus.Public or NameStatus.NoAnswer))
            return true;
        if (asked.Any(a => a.Answer.Status is not (NameStatus.Public or NameStatus.Unknown or NameStatus.NoAnswer)))
            return false;
        missing.AddRange(asked.SelectMany(a => a.Answer.Missing));
        return null;
    }

    private Finding Describe(CheckContext context, ClientPlace place, Resolvers resolvers, Severity severity, string summary) =>
        context.Finding(this, severity, resolvers.OptionsId!, ResourceTypes.DhcpOptions, summary) with
        {
            Evidence = new()
            {
                Component = $"DHCP option set {resolvers.OptionsId} of {place.VpcId}",
                Rule = resolvers.Custom.Count == 0 ? "no domain-name-servers"
                    : $"domain-name-servers {resolvers.OfVpc.Concat(resolvers.Custom).ToValueList()}",
                AffectedClients = place.Labels,
                Detail = "Whether another resolver forwards cannot be seen from EC2.",
            },
        };
}
