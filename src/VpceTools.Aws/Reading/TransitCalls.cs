using VpceTools.Aws.Calling;
using VpceTools.Evidence.Kinds;
using VpceTools.Model;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws.Reading;

/// <summary>The calls about attachments and route tables of transit gateways, which a diagnosis and a repair make.</summary>
internal static class TransitCalls
{
    private const int LargePage = 1000;
    private const string AttachmentId = "transit-gateway-attachment-id";

    /// <summary>The attachments of VPCs; those of some ids, or all of the account.</summary>
    public static Task<IReadOnlyList<Sdk.TransitGatewayVpcAttachment>> VpcAttachmentsAsync(
        Ec2Calls calls, params string[] ids) => calls.ListAsync(
        TransitGatewayAttachmentEvidence.OfVpcs.Call, AttachmentId, ids,
        (client, filters, token, stop) => client.DescribeTransitGatewayVpcAttachmentsAsync(
            new() { Filters = filters, MaxResults = LargePage, NextToken = token }, stop),
        answer => answer.TransitGatewayVpcAttachments, answer => answer.NextToken);

    /// <summary>Attachments of every kind; those of some ids, or all of the account.</summary>
    public static Task<IReadOnlyList<Sdk.TransitGatewayAttachment>> AttachmentsAsync(
        Ec2Calls calls, params string[] ids) => calls.ListAsync(
        TransitGatewayAttachmentEvidence.Row.Call, AttachmentId, ids,
        (client, filters, token, stop) =>
            client.DescribeTransitGatewayAttachmentsAsync(new() { Filters = filters, MaxResults = LargePage, NextToken = token }, stop),
        answer => answer.TransitGatewayAttachments, answer => answer.NextToken);

    /// <summary>The routes of a table.</summary>
    public static Task<IReadOnlyList<Sdk.TransitGatewayRoute>> RoutesAsync(Ec2Calls calls, string table) => calls.ListAsync(
        TransitGatewayRouteEvidence.Row.Call, "", [],
        (client, _, token, stop) => client.SearchTransitGatewayRoutesAsync(
            new()
            {
                TransitGatewayRouteTableId = table,
                // EC2 wants a filter, and gives other states than these only for routes that are about to go.
                Filters = [new() { Name = "state", Values = ["active", "blackhole"] }],
                MaxResults = LargePage,
                NextToken = token,
            },
            stop),
        answer => answer.Routes,
        answer => answer.NextToken is { Length: > 0 } next ? next
            // A route that is not shown may be the one that wins: such a table was not seen.
            : answer.AdditionalRoutesAvailable != true ? null : throw new CallFailedException(new(ErrorIds.AnswerInvalid,
                $"{TransitGatewayRouteEvidence.Row.Call}: EC2 gave {answer.Routes?.Count ?? 0:#,0} routes of {table}, says that there are "
                    + "more, and not how they are had.")));

    /// <summary>The attachments that are associated with a table.</summary>
    public static Task<IReadOnlyList<Sdk.TransitGatewayRouteTableAssociation>> AssociationsAsync(
        Ec2Calls calls, string table) => calls.ListAsync(
        TransitGatewayTableEvidence.Associations.Call, "", [],
        (client, _, token, stop) => client.GetTransitGatewayRouteTableAssociationsAsync(
            new() { TransitGatewayRouteTableId = table, MaxResults = LargePage, NextToken = token }, stop),
        answer => answer.Associations, answer => answer.NextToken);

    /// <summary>The attachments that propagate to a table.</summary>
    public static Task<IReadOnlyList<Sdk.TransitGatewayRouteTablePropagation>> PropagationsAsync(
        Ec2Calls calls, string table) => calls.ListAsync(
        TransitGatewayTableEvidence.Propagations.Call, "", [],
        (client, _, token, stop) => client.GetTransitGatewayRouteTablePropagationsAsync(
            new() { TransitGatewayRouteTableId = table, MaxResults = LargePage, NextToken = token }, stop),
        answer => answer.TransitGatewayRouteTablePropagations, answer => answer.NextToken);

    public static TransitGatewayVpcAttachment Map(Sdk.TransitGatewayVpcAttachment item) => new()
    {
        Id = item.TransitGatewayAttachmentId,
        TransitGatewayId = item.TransitGatewayId,
        VpcId = item.VpcId,
        VpcOwnerId = item.VpcOwnerId,
        State = item.State?.Value,
        SubnetIds = [.. item.SubnetIds ?? []],
        ApplianceModeSupport = item.Options?.ApplianceModeSupport?.Value,
        DnsSupport = item.Options?.DnsSupport?.Value,
        Ipv6Support = item.Options?.Ipv6Support?.Value,
        SecurityGroupReferencingSupport = item.Options?.SecurityGroupReferencingSupport?.Value,
    };

    public static TransitGatewayAttachment Map(Sdk.TransitGatewayAttachment item) => new()
    {
        Id = item.TransitGatewayAttachmentId,
        TransitGatewayId = item.TransitGatewayId,
        TransitGatewayOwnerId = item.TransitGatewayOwnerId,
        ResourceOwnerId = item.ResourceOwnerId,
        ResourceType = item.ResourceType?.Value,
        ResourceId = item.ResourceId,
        State = item.State?.Value,
        Association = item.Association?.TransitGatewayRouteTableId is { Length: > 0 } table
            ? new(table, item.Association.State?.Value) : null,
    };

    public static TransitGatewayRoute Map(Sdk.TransitGatewayRoute route) => new()
    {
        Destination = route.DestinationCidrBlock is { Length: > 0 } block ? Addressing.CidrBlock.Parse(block) : null,
        PrefixListId = route.PrefixListId is { Length: > 0 } list ? list : null,
        Type = route.Type?.Value,
        State = route.State?.Value,
        Attachments = (route.TransitGatewayAttachments ?? [])
            .Select(a => new TransitGatewayRouteAttachment(a.TransitGatewayAttachmentId, ResourceId(a.ResourceId), a.ResourceType?.Value))
            .ToValueList(),
    };

    public static TransitGatewayTableAttachment Map(Sdk.TransitGatewayRouteTableAssociation item) =>
        new(item.TransitGatewayAttachmentId, ResourceId(item.ResourceId), item.ResourceType?.Value, item.State?.Value);

    public static TransitGatewayTableAttachment Map(Sdk.TransitGatewayRouteTablePropagation item) =>
        new(item.TransitGatewayAttachmentId, ResourceId(item.ResourceId), item.ResourceType?.Value, item.State?.Value);

    /// <summary>Of a VPN connection EC2 names the tunnel too: <c>vpn-0abc(198.51.100.1)</c>.</summary>
    private static string? ResourceId(string? id) => id?.Split('(')[0];
}
