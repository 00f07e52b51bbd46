using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using VpceTools.Addressing;
using VpceTools.Repairs.Actions;
using Repair = VpceTools.Repairs.Actions;

namespace VpceTools.Aws.Repairing;

/// <summary>
/// A repair action as a request of the SDK, which sends what <see cref="RepairAction.Parameters"/> shows, no more and no less; and the
/// answer to it.
/// </summary>
internal static class RepairRequest
{
    /// <summary>
    /// Whether the operation has a DryRun parameter. Those of Route 53 and ModifyVpcAttribute have none:
    /// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcAttribute.html#API_ModifyVpcAttribute_RequestParameters.
    /// </summary>
    public static bool HasDryRun(RepairAction action) => action is not (Repair.ModifyVpcAttribute or HostedZoneAction);

    /// <summary>The request; null for <paramref name="dryRun"/> leaves that parameter out.</summary>
    public static AmazonEC2Request From(RepairAction action, bool? dryRun) => action switch
    {
        AuthorizeSecurityGroupIngress a =>
            new AuthorizeSecurityGroupIngressRequest { GroupId = a.GroupId, IpPermissions = [Of(a.Permission)], DryRun = dryRun },
        AuthorizeSecurityGroupEgress a =>
            new AuthorizeSecurityGroupEgressRequest { GroupId = a.GroupId, IpPermissions = [Of(a.Permission)], DryRun = dryRun },
        RevokeSecurityGroupIngress r => new RevokeSecurityGroupIngressRequest
        { GroupId = r.GroupId, SecurityGroupRuleIds = Ids(r.RuleId), IpPermissions = Unless(r.RuleId, r.Permission), DryRun = dryRun },
        RevokeSecurityGroupEgress r => new RevokeSecurityGroupEgressRequest
        { GroupId = r.GroupId, SecurityGroupRuleIds = Ids(r.RuleId), IpPermissions = Unless(r.RuleId, r.Permission), DryRun = dryRun },
        Repair.CreateNetworkAclEntry c => Of(c, dryRun),
        Repair.DeleteNetworkAclEntry d => new DeleteNetworkAclEntryRequest
        {
            NetworkAclId = d.NetworkAclId,
            RuleNumber = d.RuleNumber,
            Egress = d.IsEgress,
            DryRun = dryRun,
        },
        Repair.CreateRoute c => new CreateRouteRequest
        {
            RouteTableId = c.RouteTableId,
            DestinationCidrBlock = c.Block.Family == IpFamily.IPv4 ? c.Cidr : null,
            DestinationIpv6CidrBlock = c.Block.Family == IpFamily.IPv6 ? c.Cidr : null,
            VpcPeeringConnectionId = c.IsPeering ? c.Target : null,
            TransitGatewayId = c.IsTransit ? c.Target : null,
            GatewayId = c.IsPeering || c.IsTransit ? null : c.Target,
            DryRun = dryRun,
        },
        Repair.DeleteRoute d => new DeleteRouteRequest
        {
            RouteTableId = d.RouteTableId,
            DestinationCidrBlock = d.Block.Family == IpFamily.IPv4 ? d.Cidr : null,
            DestinationIpv6CidrBlock = d.Block.Family == IpFamily.IPv6 ? d.Cidr : null,
            DryRun = dryRun,
        },
        Repair.AssociateTransitGatewayRouteTable a => new AssociateTransitGatewayRouteTableRequest
        {
            TransitGatewayRouteTableId = a.TransitGatewayRouteTableId,
            TransitGatewayAttachmentId = a.TransitGatewayAttachmentId,
            DryRun = dryRun,
        },
        Repair.DisassociateTransitGatewayRouteTable d => new DisassociateTransitGatewayRouteTableRequest
        {
            TransitGatewayRouteTableId = d.TransitGatewayRouteTableId,
            TransitGatewayAttachmentId = d.TransitGatewayAttachmentId,
            DryRun = dryRun,
        },
        Repair.EnableTransitGatewayRouteTablePropagation e => new EnableTransitGatewayRouteTablePropagationRequest
        {
            TransitGatewayRouteTableId = e.TransitGatewayRouteTableId,
            TransitGatewayAttachmentId = e.TransitGatewayAttachmentId,
            DryRun = dryRun,
        },
        Repair.DisableTransitGatewayRouteTablePropagation d => new DisableTransitGatewayRouteTablePropagationRequest
        {
            TransitGatewayRouteTableId = d.TransitGatewayRouteTableId,
            TransitGatewayAttachmentId = d.TransitGatewayAttachmentId,
            DryRun = dryRun,
        },
        Repair.CreateTransitGatewayRoute c => new CreateTransitGatewayRouteRequest
        {
            DestinationCidrBlock = c.Cidr,
            TransitGatewayRouteTableId = c.TransitGatewayRouteTableId,
            TransitGatewayAttachmentId = c.TransitGatewayAttachmentId,
            DryRun = dryRun,
        },
        Repair.DeleteTransitGatewayRoute d => new DeleteTransitGatewayRouteRequest
        {
            DestinationCidrBlock = d.Cidr,
            TransitGatewayRouteTableId = d.TransitGatewayRouteTableId,
            DryRun = dryRun,
        },
        Repair.ModifyTransitGatewayVpcAttachment m => new ModifyTransitGatewayVpcAttachmentRequest
        {
            TransitGatewayAttachmentId = m.TransitGatewayAttachmentId,
            AddSubnetIds = Ids(m.AddSubnetId),
            RemoveSubnetIds = Ids(m.RemoveSubnetId),
            DryRun = dryRun,
        },
        Repair.ModifyVpcAttribute m when dryRun is null => new ModifyVpcAttributeRequest
        {
            VpcId = m.VpcId,
            EnableDnsSupport = m.Attribute == VpcDnsAttribute.EnableDnsSupport ? m.Value : null,
            EnableDnsHostnames = m.Attribute == VpcDnsAttribute.EnableDnsHostnames ? m.Value : null,
        },
        Repair.ModifyVpcEndpoint m => Of(m, dryRun),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action.Operation, "EC2 has no such call."),
    };

    /// <summary>Sends a request once.</summary>
    public static async Task<AmazonWebServiceResponse> SendAsync(IAmazonEC2 client, AmazonEC2Request request,
        CancellationToken cancellationToken) => request switch
        {
            AuthorizeSecurityGroupIngressRequest r => await client.AuthorizeSecurityGroupIngressAsync(r, cancellationToken)
                .ConfigureAwait(false),
            AuthorizeSecurityGroupEgressRequest r =>
                await client.AuthorizeSecurityGroupEgressAsync(r, cancellationToken).ConfigureAwait(false),
            RevokeSecurityGroupIngressRequest r => await client.RevokeSecurityGroupIngressAsync(r, cancellationToken).ConfigureAwait(false),
            RevokeSecurityGroupEgressRequest r => await client.RevokeSecurityGroupEgressAsync(r, cancellationToken).ConfigureAwait(false),
            CreateNetworkAclEntryRequest r => await client.CreateNetworkAclEntryAsync(r, cancellationToken).ConfigureAwait(false),
            DeleteNetworkAclEntryRequest r => await client.DeleteNetworkAclEntryAsync(r, cancellationToken).ConfigureAwait(false),
            CreateRouteRequest r => await client.CreateRouteAsync(r, cancellationToken).ConfigureAwait(false),
            DeleteRouteRequest r => await client.DeleteRouteAsync(r, cancellationToken).ConfigureAwait(false),
            AssociateTransitGatewayRouteTableRequest r =>
                await client.AssociateTransitGatewayRouteTableAsync(r, cancellationToken).ConfigureAwait(false),
            DisassociateTransitGatewayRouteTableRequest r =>
                await client.DisassociateTransitGatewayRouteTableAsync(r, cancellationToken).ConfigureAwait(false),
            EnableTransitGatewayRouteTablePropagationRequest r =>
                await client.EnableTransitGatewayRouteTablePropagationAsync(r, cancellationToken).ConfigureAwait(false),
            DisableTransitGatewayRouteTablePropagationRequest r =>
                await client.DisableTransitGatewayRouteTablePropagationAsync(r, cancellationToken).ConfigureAwait(false),
            CreateTransitGatewayRouteRequest r =>
                await client.CreateTransitGatewayRouteAsync(r, cancellationToken).ConfigureAwait(false),
            DeleteTransitGatewayRouteRequest r =>
                await client.DeleteTransitGatewayRouteAsync(r, cancellationToken).ConfigureAwait(false),
            ModifyTransitGatewayVpcAttachmentRequest r =>
                await client.ModifyTransitGatewayVpcAttachmentAsync(r, cancellationToken).ConfigureAwait(false),
            ModifyVpcAttributeRequest r => await client.ModifyVpcAttributeAsync(r, cancellationToken).ConfigureAwait(false),
            ModifyVpcEndpointRequest r => await client.ModifyVpcEndpointAsync(r, cancellationToken).ConfigureAwait(false),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.GetType().Name, "Not a repair."),
        };

    /// <summary>
    /// What EC2 answered to a request that it took: the id of the rule that a group got, and whether there was nothing to do.
    /// </summary>
    public static (string? RuleId, bool WasDone) Read(AmazonWebServiceResponse response) => response switch
    {
        AuthorizeSecurityGroupIngressResponse r => (RuleIdOf(r.SecurityGroupRules), false),
        AuthorizeSecurityGroupEgressResponse r => (RuleIdOf(r.SecurityGroupRules), false),
        RevokeSecurityGroupIngressResponse r => (null, r.UnknownIpPermissions is { Count: > 0 }),
        RevokeSecurityGroupEgressResponse r => (null, r.UnknownIpPermissions is { Count: > 0 }),
        _ => (null, false),
    };

    // A request adds one rule, so that there is one answer.
    private static string? RuleIdOf(List<SecurityGroupRule>? rules) =>
        rules is [{ SecurityGroupRuleId: { Length: > 0 } id }, ..] ? id : null;

    private static CreateNetworkAclEntryRequest Of(Repair.CreateNetworkAclEntry action, bool? dryRun) => new()
    {
        NetworkAclId = action.NetworkAclId,
        RuleNumber = action.RuleNumber,
        Egress = action.IsEgress,
        RuleAction = action.Entry.IsAllow ? RuleAction.Allow : RuleAction.Deny,
        Protocol = $"{action.Entry.Protocol}",
        CidrBlock = action.Block.Family == IpFamily.IPv4 ? action.Cidr : null,
        Ipv6CidrBlock = action.Block.Family == IpFamily.IPv6 ? action.Cidr : null,
        PortRange = new() { From = action.FromPort, To = action.ToPort },
        DryRun = dryRun,
    };

    private static ModifyVpcEndpointRequest Of(Repair.ModifyVpcEndpoint action, bool? dryRun) => new()
    {
        VpcEndpointId = action.EndpointId,
        AddSubnetIds = Ids(action.AddSubnetIds),
        RemoveSubnetIds = Ids(action.RemoveSubnetIds),
        AddRouteTableIds = Ids(action.AddRouteTableIds),
        RemoveRouteTableIds = Ids(action.RemoveRouteTableIds),
        AddSecurityGroupIds = Ids(action.AddSecurityGroupIds),
        RemoveSecurityGroupIds = Ids(action.RemoveSecurityGroupIds),
        PrivateDnsEnabled = action.PrivateDnsEnabled,
        DnsOptions = action.PrivateDnsOnlyForInboundResolverEndpoint is { } only ? new() { PrivateDnsOnlyForInboundResolverEndpoint = only }
            : null,
        PolicyDocument = action.PolicyDocument,
        ResetPolicy = action.ResetPolicy ? true : null,
        DryRun = dryRun,
    };

    private static IpPermission Of(SecurityGroupPermission permission)
    {
        var result = new IpPermission { IpProtocol = "tcp", FromPort = permission.FromPort, ToPort = permission.ToPort };
        if (permission.Block is { Family: IpFamily.IPv4 })
            result.Ipv4Ranges = [new() { CidrIp = permission.Cidr, Description = permission.Description }];
        else if (permission.Block is not null)
            result.Ipv6Ranges = [new() { CidrIpv6 = permission.Cidr, Description = permission.Description }];
        else if (permission.PeerGroupId is not null)
            result.UserIdGroupPairs = [new() { GroupId = permission.PeerGroupId, Description = permission.Description }];
        else
            result.PrefixListIds = [new() { Id = permission.PrefixListId, Description = permission.Description }];
        return result;
    }

    private static List<IpPermission>? Unless(string? ruleId, SecurityGroupPermission permission) => ruleId is null ? [Of(permission)]
        : null;

    private static List<string>? Ids(params IReadOnlyCollection<string?> ids) => ids.OfType<string>().ToList() is { Count: > 0 } list ? list
        : null;
}
