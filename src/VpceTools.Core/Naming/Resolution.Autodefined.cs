using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Naming;

/// <content>The names that the Resolver answers itself.</content>
/// <remarks>
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network-autodefined-rules.html
/// </remarks>
internal sealed partial class Resolution
{
    /// <summary>The domain of the Resolver's own that a name lies in, if the VPC has these names; null for none.</summary>
    private string? AutodefinedDomain(Question question)
    {
        var blocks = question.Vpc.Vpc.CidrBlocks.Concat(Evidence.PeeringsOfVpc[question.VpcId].SelectMany(p => p.CidrBlocks));
        return question.Vpc.HasDnsHostnames == false ? null : AutodefinedNames.DomainOf(question.Name, question.Vpc.Region, blocks);
    }

    /// <summary>
    /// Whether the Resolver answers such a domain itself, which can be switched off for reverse names. What is not known is noted.
    /// </summary>
    private bool AnswersItself(Question question, string domain)
    {
        var vpc = question.Vpc;
        var (at, what) = (new Decider(NameSource.Autodefined, vpc.Id), $"the resolver of {vpc.Id} answers {domain} itself");
        if (vpc.HasDnsHostnames is null)
            Open(NameEvidenceKind.VpcAttribute, vpc.Id, vpc.AccountId, $"Whether {what} is not known: enableDnsHostnames is not.", at);
        if (!AutodefinedNames.IsReverse(domain))
            return true;
        if (vpc.HasProfiles)
            Open(NameEvidenceKind.Undocumented, vpc.Id, vpc.AccountId, $"A Profile of {vpc.Id} may set whether {what}; no call tells.", at);
        var isListed = Evidence.ResolverConfigs.TryGetValue(vpc.Id, out var config);
        switch (config.Item?.AutodefinedReverse?.ToUpperInvariant())
        {
            case "DISABLED":
                Step(NameStepKind.Autodefined, NameStepOutcome.NotApplied, question, vpc.Id,
                    $"The resolver of {vpc.Id} does not answer {domain} itself: AutodefinedReverse is DISABLED.");
                return false;
            case "ENABLED" or "USE_LOCAL_RESOURCE_SETTING":
            case null when isListed || Evidence.Has(NameEvidenceKind.ResolverConfig, Evidence.Vpcs[vpc.Id]):
                return true;
            default:
                Open(NameEvidenceKind.ResolverConfig, null, vpc.AccountId, $"Whether {what} is not known.", at);
                return true;
        }
    }

    private NameResult? AnswerItself(Question question, string domain)
    {
        var (vpc, name) = (question.Vpc, question.Name);
        var at = new Decider(NameSource.Autodefined, vpc.Id);
        if (domain == "localhost" && name.ToString() == domain)
        {
            var loopback = IpAddress.Parse(_family == IpFamily.IPv4 ? "127.0.0.1" : "::1");
            Decide(NameStepKind.Autodefined, question, vpc.Id, $"The resolver of {vpc.Id} answers localhost itself.");
            return new(NameStatus.Resolved, at) { Addresses = [new(loopback, AddressOwner.Outside)] };
        }

        if (_family == IpFamily.IPv4 && domain.EndsWith(".internal", StringComparison.Ordinal)
            && AutodefinedNames.AddressIn(name) is { } address
            && _index.Addresses.Of(address, vpc.Id) is { Owner: AddressOwner.NetworkInterface } owner && owner.VpcId == vpc.Id)
        {
            Decide(NameStepKind.Autodefined, question, owner.NetworkInterfaceId,
                $"The resolver of {vpc.Id} answers the host name of {owner.NetworkInterfaceId} itself: {address}.");
            return new(NameStatus.Resolved, at) { Addresses = [owner], EndpointId = owner.EndpointId };
        }

        var text = $"The resolver of {vpc.Id} answers names in {domain} itself, and no call lists them.";
        Step(NameStepKind.Autodefined, NameStepOutcome.Unknown, question, vpc.Id, text);
        return Open(NameEvidenceKind.Undocumented, vpc.Id, vpc.AccountId, text, at);
    }
}
