using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Naming;

/// <content>The names that the Resolver answers itself.</content>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network-autodefined-rules.html</remarks>
internal sealed partial class Resolution
{
    /// <summary>The domain of the Resolver's own that a name lies in, if the VPC has these names; null for none.</summary>
    private string? AutodefinedDomain(VpcNames vpc, DomainName name) => vpc.HasDnsHostnames == false ? null : AutodefinedNames.DomainOf(
        name, vpc.Region, vpc.Vpc.CidrBlocks.Concat(_index.Evidence.PeeringsOfVpc[vpc.Id].SelectMany(p => p.CidrBlocks)));

    /// <summary>Whether the Resolver answers such a domain itself, which can be switched off for reverse names. What is not known is noted.</summary>
    private bool AnswersItself(VpcNames vpc, string domain, DomainName name)
    {
        var at = (NameSource.Autodefined, (string?)vpc.Id);
        if (vpc.HasDnsHostnames is null)
            Open(NameEvidenceKind.VpcAttribute, vpc.Id, vpc.AccountId, $"Whether the resolver of {vpc.Id} answers {domain} itself is not known: enableDnsHostnames is not.", at);
        if (!AutodefinedNames.IsReverse(domain))
            return true;
        if (vpc.HasProfiles)
            Open(NameEvidenceKind.Undocumented, vpc.Id, vpc.AccountId, $"A Profile of {vpc.Id} may set whether its resolver answers {domain} itself, and no call tells.", at);
        var isListed = _index.Evidence.ResolverConfigs.TryGetValue(vpc.Id, out var config);
        switch (config.Item?.AutodefinedReverse?.ToUpperInvariant())
        {
            case "DISABLED":
                Step(NameStepKind.Autodefined, NameStepOutcome.NotApplied, name, vpc.Id, vpc, $"The resolver of {vpc.Id} does not answer {domain} itself: AutodefinedReverse is DISABLED.");
                return false;
            case "ENABLED" or "USE_LOCAL_RESOURCE_SETTING":
            case null when isListed || _index.Evidence.Has(NameEvidenceKind.ResolverConfig, _index.Evidence.Vpcs[vpc.Id]):
                return true;
            default:
                Open(NameEvidenceKind.ResolverConfig, null, vpc.AccountId, $"Whether the resolver of {vpc.Id} answers {domain} itself is not known.", at);
                return true;
        }
    }

    private NameResult? AnswerItself(VpcNames vpc, string domain, DomainName name)
    {
        var at = (NameSource.Autodefined, (string?)vpc.Id);
        _first ??= at;
        if (domain == "localhost" && name.ToString() == domain)
        {
            var loopback = IpAddress.Parse(_family == IpFamily.IPv4 ? "127.0.0.1" : "::1");
            Step(NameStepKind.Autodefined, NameStepOutcome.Decided, name, vpc.Id, vpc, $"The resolver of {vpc.Id} answers localhost itself.");
            return new() { Status = NameStatus.Resolved, Source = NameSource.Autodefined, ResourceId = vpc.Id, Addresses = [new(loopback, AddressOwner.Outside)] };
        }

        if (_family == IpFamily.IPv4 && domain.EndsWith(".internal", StringComparison.Ordinal) && AutodefinedNames.AddressIn(name) is { } address
            && _index.Addresses.Of(address, vpc.Id) is { Owner: AddressOwner.NetworkInterface } owner && owner.VpcId == vpc.Id)
        {
            Step(NameStepKind.Autodefined, NameStepOutcome.Decided, name, owner.NetworkInterfaceId, vpc, $"The resolver of {vpc.Id} answers the host name of {owner.NetworkInterfaceId} itself: {address}.");
            return new() { Status = NameStatus.Resolved, Source = NameSource.Autodefined, ResourceId = vpc.Id, Addresses = [owner], EndpointId = owner.EndpointId };
        }

        Step(NameStepKind.Autodefined, NameStepOutcome.Unknown, name, vpc.Id, vpc, $"The resolver of {vpc.Id} answers names in {domain} itself, and no call lists them.");
        return Open(NameEvidenceKind.Undocumented, vpc.Id, vpc.AccountId, $"The resolver of {vpc.Id} answers names in {domain} itself, and no call lists them.", at);
    }
}
