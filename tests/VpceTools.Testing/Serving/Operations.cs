using System.Text.Json.Nodes;
using VpceTools.Testing.Describe;
using VpceTools.Testing.Mutations;
using VpceTools.Testing.Protocol;

namespace VpceTools.Testing.Serving;

/// <summary>All operations that the server answers, by name.</summary>
internal static class Operations
{
    private static readonly Dictionary<string, Func<OperationContext, Answer>> Special = new(StringComparer.Ordinal)
    {
        ["DescribeVpcAttribute"] = context => DescribeVpcAttribute.Run(context.World, context.Request),
        ["DescribeVpcBlockPublicAccessOptions"] = context => new Answer().With(
            "VpcBlockPublicAccessOptions", context.World.Find("VpcBlockPublicAccessOptions", context.Options.Region)
                ?? new JsonObject { ["AwsRegion"] = context.Options.Region }),
        ["DescribeSecurityGroupRules"] = DescribeRules,
        ["SearchTransitGatewayRoutes"] = context =>
            SearchTransitGatewayRoutes.Run(context.World, context.Request, context.Model, context.Options.PageSize),
        ["GetTransitGatewayRouteTableAssociations"] = context =>
            TransitGatewayTables.Associations(context.World, context.Request, context.Model, context.Options.PageSize),
        ["GetTransitGatewayRouteTablePropagations"] = context =>
            TransitGatewayTables.Propagations(context.World, context.Request, context.Model, context.Options.PageSize),
        ["GetManagedPrefixListEntries"] = context =>
            ManagedPrefixListEntries.Run(context.World, context.Request, context.Model, context.Options.PageSize),
    };

    private static readonly Dictionary<string, Func<OperationContext, Answer>> Modifying = new(StringComparer.Ordinal)
    {
        ["AcceptVpcEndpointConnections"] = AcceptVpcEndpointConnections.Run,
        ["AssociateTransitGatewayRouteTable"] = TransitMutations.Associate,
        ["CreateTransitGatewayRoute"] = TransitMutations.CreateRoute,
        ["DeleteTransitGatewayRoute"] = TransitMutations.DeleteRoute,
        ["DisableTransitGatewayRouteTablePropagation"] = TransitMutations.StopPropagating,
        ["DisassociateTransitGatewayRouteTable"] = TransitMutations.Disassociate,
        ["EnableTransitGatewayRouteTablePropagation"] = TransitMutations.Propagate,
        ["ModifyTransitGatewayVpcAttachment"] = TransitMutations.ModifyAttachment,
        ["AuthorizeSecurityGroupEgress"] = context => SecurityGroupMutations.Authorize(context, egress: true),
        ["AuthorizeSecurityGroupIngress"] = context => SecurityGroupMutations.Authorize(context, egress: false),
        ["CreateNetworkAclEntry"] = NetworkAclMutations.Create,
        ["CreateRoute"] = RouteMutations.Create,
        ["DeleteNetworkAclEntry"] = NetworkAclMutations.Delete,
        ["DeleteRoute"] = RouteMutations.Delete,
        ["ModifyVpcAttribute"] = ModifyVpcAttribute.Run,
        ["ModifyVpcEndpoint"] = ModifyVpcEndpoint.Run,
        ["ReplaceNetworkAclEntry"] = NetworkAclMutations.Replace,
        ["RevokeSecurityGroupEgress"] = context => SecurityGroupMutations.Revoke(context, egress: true),
        ["RevokeSecurityGroupIngress"] = context => SecurityGroupMutations.Revoke(context, egress: false),
    };

    public static Answer Run(OperationContext context)
    {
        // EC2 answers a dry run ahead of anything that it could say about the request's values.
        if (context.Flag("DryRun") == true)
            throw new Ec2Exception("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
        if (Special.TryGetValue(context.Model.Name, out var special))
            return special(context);
        if (Modifying.TryGetValue(context.Model.Name, out var modify))
        {
            context.World.Fragments.Clear();
            return modify(context);
        }

        return DescribeCatalogue.Operations[context.Model.Name].Run(context.World, context.Request, context.Model,
            context.Options.PageSize);
    }

    private static Answer DescribeRules(OperationContext context)
    {
        GroupRuleTable.Complete(context.World);
        return DescribeCatalogue.Operations["DescribeSecurityGroupRules"].Run(context.World, context.Request, context.Model,
            context.Options.PageSize);
    }
}
