using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Repairs.Actions;

namespace VpceTools.Checks.Support;

/// <summary>A private hosted zone that would lead clients to the endpoint, were it associated with their VPC.</summary>
/// <param name="Id">The zone.</param>
/// <param name="Domain">Its domain.</param>
/// <param name="OwnerId">The account that owns it; null where nothing says.</param>
internal sealed record UnassociatedZone(string Id, string Domain, string? OwnerId)
{
    /// <summary>
    /// A zone for the name whose answer, in a VPC that has it, is the endpoint; null where none is known.
    /// </summary>
    public static UnassociatedZone? Find(CheckContext context, ClientPlace place, AskedName asked)
    {
        var network = context.Index.Network;
        var others = network.HostedZonesOfVpcs.Select(z => z.VpcId)
            .Concat(network.HostedZones.SelectMany(z => z.Vpcs ?? []).Select(v => v.VpcId))
            .Where(id => id != place.VpcId).Distinct(StringComparer.Ordinal);
        foreach (var vpc in others)
        {
            var answer = NameResolver.Resolve(context.Names, NameClient.InVpc(vpc) with { AsksVpcResolver = true }, asked.Answer.Name);
            if (answer.Source != NameSource.PrivateHostedZone || answer.ResourceId is not { } id
                || (answer.LeadsTo(context.Endpoint.Id) ?? answer.Presumed?.LeadsTo(context.Endpoint.Id)) != true)
                continue;
            var zone = network.HostedZones.FirstOrDefault(z => NameEvidence.ZoneId(z.Id) == id);
            var summary = network.HostedZonesOfVpcs.SelectMany(z => z.Zones).FirstOrDefault(z => NameEvidence.ZoneId(z.HostedZoneId) == id);
            return new(id, DomainName.Normalize(zone?.Name ?? summary?.Name ?? ""), zone?.OwnerId ?? summary?.OwningAccount);
        }

        return null;
    }

    /// <summary>
    /// The call that associates it; none where another account has to agree, or where the zone would take more names from the VPC than the
    /// endpoint has.
    /// </summary>
    public ValueList<RepairAction> Repair(CheckContext context, ClientPlace place)
    {
        if (context.Region is not { } region || !PrivateNames.Of(context.Endpoint, context.Service).Any(IsForTheNames))
            return [];
        var action = new AssociateVpcWithHostedZone(Id, place.VpcId!, region) { Region = region };
        var network = context.Index.Network;
        return Ownership.WhyForeign(network, "The zone", action.OwnerIn(network)) is null
            && action.ObstacleIn(network, RepairQuotas.Default) is null ? [action] : [];

        bool IsForTheNames(string name) => (name.StartsWith("*.", StringComparison.Ordinal) ? name.Substring(2) : name) == Domain;
    }

    /// <summary>How it is associated; two steps where the VPC is another account's.</summary>
    /// <remarks>
    /// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-associate-vpcs-different-accounts.html
    /// </remarks>
    public string Advice(CheckContext context, ClientPlace place)
    {
        var account = context.Index.Vpcs.TryGetValue(place.VpcId!, out var vpc) ? vpc.OwnerId : null;
        var arguments = $"--hosted-zone-id {CommandText.Posix(Id)} --vpc "
            + $"VPCRegion={CommandText.Posix(context.Region ?? "")},VPCId={CommandText.Posix(place.VpcId!)}";
        var associate = $"aws route53 associate-vpc-with-hosted-zone {arguments}";
        return OwnerId is not null && account is not null && OwnerId != account
            ? $"Associate the zone with the VPC. First, in account {OwnerId}: aws route53 "
                + $"create-vpc-association-authorization {arguments}; then, in account {account}: {associate}"
            : $"Associate the zone with the VPC: {associate}";
    }
}
